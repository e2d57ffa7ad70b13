import type { TestCycleEvent } from "@nextmove/contract";
import { type AssigningPeriod, giverOf } from "../../../test-cycle/assignment.ts";
import { COLUMNS, eventOf, type EventRow, MODEL_ASSIGNED, rowOf } from "./event-row.ts";
import { isPartition, overlaps, partitionOf } from "./partition.ts";
import { RETENTION_MS } from "../../../test-cycle/retention.ts";
import { rowsInTurns } from "./rows-in-turns.ts";
import { type Visitor, visitorsIn } from "./visitors-in.ts";

/** Columns that a report does not need, a third of the text of a row, with what is read instead. */
const UNFOLDED = new Map([
  ["received_at", "0"],
  ["tracking_id", "NULL"],
  ["further", "NULL"],
]);
const NAMES = COLUMNS.map((column) => column.split(" ", 1)[0]).join(", ");
const FOLDED = NAMES.replaceAll(/\w+/g, (name) => UNFOLDED.get(name) ?? name);
const FROM_LIST = COLUMNS.map((_, index) => `value ->> ${index}`).join(", ");
/** The reporter chooses ids: what a page said must not keep out what a server says under the same one. */
const TAKE_OVER = `DO UPDATE SET (${NAMES}) = (${NAMES.replaceAll(/\w+/g, "excluded.$&")}) WHERE by_page = 1 AND excluded.by_page IS NULL`;
/** The event's row and its entry in the index of numbers. */
const ROWS_PER_EVENT = 2;

/** Events that are read or deleted in one go, so that others get their turn between. */
const PAGE_EVENTS = 2_000;
/** Assignments of one visitor that are looked at: an honest one has a few. */
const GIVEN_LIMIT = 100;

/** A page of what is held of a visitor, and where the next begins. */
export interface VisitorPage {
  events: TestCycleEvent[];
  next: string | null;
}

/** An event and its place in the order of arrival. */
export interface Placed {
  seq: number;
  event: TestCycleEvent;
}

/**
 * The shard's tables: of each month the events that happened in it, by visitor, so that a report
 * reads visitor after visitor as they lie. Everything is synchronous.
 */
export class VisitLog {
  readonly #sql: SqlStorage;
  /** Names of the tables there are. */
  #partitions: string[];
  #last: number;
  #rowsWritten = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    // What was forgotten must not have its number given again: cursors stand on them.
    sql.exec(
      "CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL)",
    );
    this.#partitions = sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .toArray()
      .map(({ name }) => name)
      .filter(isPartition);
    const [state] = sql.exec<{ last_seq: number }>("SELECT last_seq FROM state").toArray();
    this.#last = Math.max(
      state?.last_seq ?? 0,
      ...this.#partitions.map((table) => this.#newest(table)?.seq ?? 0),
    );
  }

  /** Number of the newest event. */
  get last(): number {
    return this.#last;
  }

  /** Rows written since the object woke: what an event costs. */
  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  /**
   * Stores events, but for those of which the visitor has one of the same id.
   *
   * @param isCopy they are in another shard's log
   * @returns how many were new
   */
  append(events: readonly TestCycleEvent[], isCopy = false): number {
    let fresh = 0;
    let last = this.#last;
    const numbered = events.map((event, index) => ({
      event,
      seq: isCopy ? null : this.#last + 1 + index,
    }));
    for (const [table, mine] of Map.groupBy(numbered, ({ event }) => partitionOf(event))) {
      this.#open(table);
      // One statement for all: a call for each would cost several times what it does.
      const written = this.#write(
        `INSERT INTO ${table} (${NAMES}) SELECT ${FROM_LIST} FROM json_each(?) WHERE true ON CONFLICT (visitor, key) ${TAKE_OVER}`,
        JSON.stringify(mine.map(({ event, seq }) => rowOf(event, seq))),
      );
      fresh += written / ROWS_PER_EVENT;
      // Numbers of events that were known are left out; at the end they are given again, as after a restart.
      if (!isCopy && written > 0) last = Math.max(last, this.#newest(table)?.seq ?? 0);
    }
    this.#last = last;
    return fresh;
  }

  /** The model of a period that a visitor was given first in it, by the period or by the shop itself. */
  modelOf({ periodId, models, start }: AssigningPeriod, visitor: string): string | undefined {
    const tables = this.#partitions.filter((table) => overlaps(table, start, Infinity));
    const given = tables.flatMap((table) => [
      ...this.#sql
        .exec(
          `SELECT ${NAMES} FROM ${table} WHERE visitor = ? AND type = ? AND at >= ? ORDER BY at LIMIT ?`,
          visitor,
          MODEL_ASSIGNED,
          start,
          GIVEN_LIMIT,
        )
        .raw<EventRow>(),
    ]);
    const first = given
      .map(eventOf)
      .sort((left, right) => left.at - right.at)
      .filter((event) => event.type === "model_assigned")
      .find(
        (event) =>
          models.some(({ modelId }) => modelId === event.modelId) &&
          (giverOf(event) ?? periodId) === periodId,
      );
    return first?.modelId;
  }

  /**
   * What is held of a visitor, a page of it.
   *
   * @param place where the page begins: empty, or the `next` of the page before
   */
  page(visitor: string, place: string): VisitorPage {
    const [first = ""] = place.split("/", 1);
    for (const table of this.#partitions.filter((each) => each >= first)) {
      const rows = [
        ...this.#sql
          .exec(
            `SELECT ${NAMES} FROM ${table} WHERE visitor = ? AND key > ? ORDER BY key LIMIT ?`,
            visitor,
            table === first ? place.slice(first.length + 1) : "",
            PAGE_EVENTS,
          )
          .raw<EventRow>(),
      ];
      const last = rows.at(-1);
      if (last) return { events: rows.map(eventOf), next: `${table}/${last[1]}` };
    }
    return { events: [], next: null };
  }

  /**
   * Visitor after visitor, with what happened to each from `from` to before `to`; without when that was
   * received, and as whom the visitor was tracked.
   *
   * @param after begins after this visitor
   * @param upTo number of the newest event to read
   */
  visitors(from: number, to: number, after: string, upTo: number): Generator<Visitor, void> {
    const tables = this.#partitions.filter((table) => overlaps(table, from, to));
    return visitorsIn(
      tables.map((table) => rowsInTurns(this.#sql, table, FOLDED, after)),
      ({ at }, seq) => at >= from && at < to && (seq ?? 0) <= upTo,
    );
  }

  /** Events after a number, in their order of arrival. */
  after(seq: number, limit: number): Placed[] {
    const rows = this.#partitions.flatMap((table) => [
      ...this.#sql
        .exec(`SELECT ${NAMES} FROM ${table} WHERE seq > ? ORDER BY seq LIMIT ?`, seq, limit)
        .raw<EventRow>(),
    ]);
    return rows
      .map((row) => ({ seq: row[2] ?? 0, event: eventOf(row) }))
      .sort((left, right) => left.seq - right.seq)
      .slice(0, limit);
  }

  /** Forgets some of a visitor's events; whether there were any. */
  erase(visitor: string): boolean {
    this.#keepLast();
    const written = this.#partitions.map((table) =>
      this.#write(
        `DELETE FROM ${table} WHERE visitor = ?1 AND key IN (SELECT key FROM ${table} WHERE visitor = ?1 LIMIT ?2)`,
        visitor,
        PAGE_EVENTS,
      ),
    );
    return written.some((rows) => rows > 0);
  }

  /** When the next part has to be forgotten, or null. */
  get forgetAt(): number | null {
    const dues = this.#partitions.map((table) => this.#newest(table)?.receivedAt ?? 0);
    return dues.length > 0 ? Math.min(...dues) + RETENTION_MS : null;
  }

  /** Forgets the parts of which the last event was received too long ago. */
  forget(now: number): void {
    const isOver = (table: string) => (this.#newest(table)?.receivedAt ?? 0) + RETENTION_MS <= now;
    const over = this.#partitions.filter(isOver);
    if (over.length === 0) return;
    this.#keepLast();
    for (const table of over) this.#sql.exec(`DROP TABLE ${table}`);
    this.#partitions = this.#partitions.filter((table) => !over.includes(table));
  }

  #open(table: string): void {
    if (this.#partitions.includes(table)) return;
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS ${table} (${COLUMNS.join(", ")}, PRIMARY KEY (visitor, key)) WITHOUT ROWID`,
    );
    this.#sql.exec(`CREATE UNIQUE INDEX IF NOT EXISTS ${table}_seq ON ${table} (seq)`);
    this.#partitions = [...this.#partitions, table].sort();
  }

  #newest(table: string): { seq: number; receivedAt: number } | undefined {
    const [row] = this.#sql
      .exec<{ seq: number; received_at: number }>(
        `SELECT seq, received_at FROM ${table} ORDER BY seq DESC LIMIT 1`,
      )
      .toArray();
    return row && { seq: row.seq, receivedAt: row.received_at };
  }

  #keepLast(): void {
    this.#write(
      "INSERT INTO state (id, last_seq) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET last_seq = ?1",
      this.#last,
    );
  }

  #write(statement: string, ...values: SqlStorageValue[]): number {
    const { rowsWritten } = this.#sql.exec(statement, ...values);
    this.#rowsWritten += rowsWritten;
    return rowsWritten;
  }
}
