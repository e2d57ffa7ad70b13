import { lastUntil } from "../last-until.ts";
import { DayTables, endOf } from "./day-tables.ts";
import type { NewEvent, ShardEvent, TickEvent } from "./events.ts";
import { LookUps } from "./look-ups.ts";
import { RecentEvents } from "./recent-events.ts";

/** Events read at once: at most some megabytes of bodies. */
export const PAGE_EVENTS = 500;

/** Durable Objects take statements of at most this many bound values. */
const BOUND_LIMIT_VALUES = 100;

interface Row extends Record<string, SqlStorageValue> {
  seq: number;
  query_id: string;
  kind: string;
  dedupe_key: string;
  body: string;
}

/** An event of a log whose kind is known, its body as it is stored. */
export interface EventText {
  seq: number;
  queryId: string;
  body: string;
}

// What `append` stringified comes back; the tables have no other writer.
const eventOf = (row: Row): ShardEvent =>
  ({
    seq: row.seq,
    queryId: row.query_id,
    kind: row.kind,
    dedupeKey: row.dedupe_key,
    body: JSON.parse(row.body),
  }) as ShardEvent;

/**
 * The truth of a shard: what happened, in order of arrival. A table per UTC day, so that forgetting
 * is a DROP and not a bill for deleted rows; two rows written per event (the row and its index).
 */
export class EventLog {
  readonly #sql: SqlStorage;
  readonly #tables: DayTables;
  #lastSeq: number;
  #rowsWritten = 0;
  readonly #recent = new RecentEvents();
  readonly #lookUps = new LookUps();

  /** @param floor no event gets a number up to this one, even when all tables are gone */
  constructor(sql: SqlStorage, floor: number) {
    this.#sql = sql;
    this.#tables = new DayTables(sql);
    this.#lastSeq = this.#tables.lastSeq(floor);
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Rows written since the object woke, index entries included: what an event costs. */
  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  /**
   * Stores an event and gives it its place, or does nothing when today's log has it already.
   *
   * @param isFirst the log holds nothing of its query yet
   */
  append<Event extends NewEvent>(event: Event, isFirst = false): (Event & { seq: number }) | null {
    const seq = this.appendText(event, event.body.at, JSON.stringify(event.body));
    if (seq === null) return null;
    const stored = { ...event, seq };
    this.#recent.add(stored, isFirst);
    return stored;
  }

  /**
   * Stores an event whose body is text already, as `append` does, but keeps nothing of it in memory: for a
   * log of which all events are appended so.
   *
   * @returns its place, or null when today's log has it already
   */
  appendText(
    { queryId, kind, dedupeKey }: Pick<NewEvent, "queryId" | "kind" | "dedupeKey">,
    at: number,
    body: string,
  ): number | null {
    const table = this.#tables.take(at);
    const seq = this.#lastSeq + 1;
    const cursor = this.#sql.exec(
      `INSERT OR IGNORE INTO ${table} (seq, query_id, kind, dedupe_key, body) VALUES (?, ?, ?, ?, ?)`,
      seq,
      queryId,
      kind,
      dedupeKey,
      body,
    );
    if (cursor.rowsWritten === 0) return null;
    this.#rowsWritten += cursor.rowsWritten;
    this.#lastSeq = seq;
    return seq;
  }

  /** Whether an append at `at` sees every duplicate: all that is stored is in the table it writes to. */
  seesAll(at: number): boolean {
    return this.#tables.isAllAt(at);
  }

  /** All events of a query, oldest first; those stored before `since`'s day may be left out. */
  ofQuery(queryId: string, since = Number.NEGATIVE_INFINITY): ShardEvent[] {
    const recent = this.#recent.ofQuery(queryId);
    if (recent) return recent;
    return this.#lookUps
      .since(since, this.#tables.names)
      .flatMap((lookUp) => this.#sql.exec<Row>(lookUp, queryId).toArray().map(eventOf));
  }

  /**
   * All events of each of these queries, oldest first, looked up together; those stored before `since`'s
   * day may be left out.
   */
  ofQueries(queryIds: readonly string[], since: number): Map<string, ShardEvent[]> {
    const found: ShardEvent[] = [];
    for (let at = 0; at < queryIds.length; at += BOUND_LIMIT_VALUES) {
      const wanted = queryIds.slice(at, at + BOUND_LIMIT_VALUES);
      const holes = wanted.map(() => "?").join(", ");
      for (const table of this.#tables.names.filter((each) => endOf(each) > since)) {
        const statement = `SELECT * FROM ${table} WHERE query_id IN (${holes}) ORDER BY seq`;
        for (const row of this.#sql.exec<Row>(statement, ...wanted)) found.push(eventOf(row));
      }
    }
    return Map.groupBy(found, ({ queryId }) => queryId);
  }

  /** At most `limit` events after `seq`, oldest first. */
  after(seq: number, limit: number): ShardEvent[] {
    const recent = this.#recent.after(seq, limit, this.#lastSeq);
    return recent ?? this.#rowsAfter(seq, limit).map(eventOf);
  }

  /** As `after`, with the bodies as they are stored. */
  textsAfter(seq: number, limit: number): EventText[] {
    return this.#rowsAfter(seq, limit).map(({ query_id: queryId, ...row }) => ({
      seq: row.seq,
      queryId,
      body: row.body,
    }));
  }

  #rowsAfter(seq: number, limit: number): Row[] {
    const rows: Row[] = [];
    for (const table of this.#tables.names) {
      if (rows.length >= limit) break;
      const found = this.#sql.exec<Row>(
        `SELECT * FROM ${table} WHERE seq > ? ORDER BY seq LIMIT ?`,
        seq,
        limit - rows.length,
      );
      rows.push(...found.toArray());
    }
    return rows;
  }

  /** All events after `seq`, oldest first, a page at a time: there may be more than memory takes. */
  *pagesAfter(seq: number): Generator<ShardEvent[], void> {
    for (let page = this.after(seq, PAGE_EVENTS); page.length > 0;) {
      yield page;
      page = this.after(page.at(-1)?.seq ?? this.#lastSeq, PAGE_EVENTS);
    }
  }

  /** The last tick up to event `upTo`. */
  lastTick(upTo: number): TickEvent | undefined {
    for (const table of this.#tables.names.toReversed()) {
      const [row] = this.#sql
        .exec<Row>(
          `SELECT * FROM ${table} WHERE kind = 'tick' AND seq <= ? ORDER BY seq DESC LIMIT 1`,
          upTo,
        )
        .toArray();
      const event = row && eventOf(row);
      if (event?.kind === "tick") return event;
    }
    return undefined;
  }

  /** The last event stored at `time` or before; 0 when there is none. */
  lastUntil(time: number): number {
    return lastUntil(this, ({ body }) => body.at, time);
  }

  /** How many events after `seq` have been dropped with their days. */
  droppedAfter(seq: number): number {
    const [first] = this.after(seq, 1);
    return (first?.seq ?? this.#lastSeq + 1) - seq - 1;
  }

  /** Forgets what is in memory: the stored events have changed. */
  reread(): void {
    this.#recent.clear();
  }

  /** Drops the days that ended before `time`, but nothing after event `upTo`. Says whether there were any. */
  dropBefore(time: number, upTo: number): boolean {
    const isDropped = this.#tables.dropBefore(time, upTo);
    if (isDropped) this.reread();
    return isDropped;
  }

  /** When the oldest day ends, or null when nothing is stored. */
  get oldestDayEnd(): number | null {
    return this.#tables.oldestDayEnd;
  }
}
