import { Latest } from "../../../latest.ts";
import { SingleFlight } from "../../../single-flight.ts";
import { forgetConsumer } from "../../../decision-log/consumer-events.ts";
import { EventLog, type EventText, PAGE_EVENTS } from "../../../decision-log/event-log.ts";
import type { DecisionBody } from "../../../decision-log/events.ts";

/** A request is sent again within minutes; what is older is recommended anew. */
const KEPT_MS = 86_400_000;

/** Lists in memory for requests that are sent again, as texts of some 1.5 kB. */
const RECENT_LISTS = 1_000;
/** And for being brought to their shards next: more than come between two times. Mostly the same ones. */
const WAITING_LISTS = 1_000;

/** Brings lists to their shards; answers the ids that were refused. */
export type Deliver = (lists: EventText[]) => Promise<string[]>;

/**
 * Recommendations until their shards have them, and for a day as the answer to requests sent again.
 * The same log as a shard's: two rows written each.
 */
export class RecommendationLog {
  readonly #sql: SqlStorage;
  readonly #log: EventLog;
  /** By query: as texts, which to keep costs less than what they say. */
  readonly #recent = new Latest<string, string>(RECENT_LISTS);
  /** The latest that are not delivered, without a gap. */
  #waiting: EventText[] = [];
  #delivered: number;
  #stored: number;
  readonly #deliveries = new SingleFlight();
  /** What the delivery under way brings, at least. */
  #untilSeq = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS delivered (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL)");
    sql.exec(
      "CREATE TABLE IF NOT EXISTS refused (query TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
    );
    const [row] = sql.exec<{ seq: number }>("SELECT seq FROM delivered").toArray();
    this.#stored = row?.seq ?? 0;
    this.#delivered = this.#stored;
    this.#log = new EventLog(sql, this.#stored);
  }

  get rowsWritten(): number {
    return this.#log.rowsWritten;
  }

  get isDelivered(): boolean {
    return this.#delivered >= this.#log.lastSeq;
  }

  /** What was recommended before; it may be that only `append` knows it. */
  findEarly(queryId: string, at: number): DecisionBody | undefined {
    const recent = this.#recent.get(queryId);
    if (recent !== undefined) return JSON.parse(recent) as DecisionBody;
    // The log refuses a second list by itself, so the usual case needs no look-up.
    return this.#log.seesAll(at) ? undefined : this.find(queryId);
  }

  find(queryId: string): DecisionBody | undefined {
    const found = this.#log.ofQuery(queryId).find(({ kind }) => kind === "decision");
    return found?.kind === "decision" ? found.body : undefined;
  }

  /** Whether its shard had decided something else under an id. */
  isRefused(queryId: string): boolean {
    return this.#sql.exec("SELECT 1 FROM refused WHERE query = ?", queryId).toArray().length > 0;
  }

  /** Stores a list; false: there is one under this id. */
  append(queryId: string, body: DecisionBody): boolean {
    const text = JSON.stringify(body);
    const seq = this.#log.appendText({ kind: "decision", queryId, dedupeKey: "" }, body.at, text);
    if (seq === null) return false;
    this.#recent.set(queryId, text);
    this.#waiting.push({ seq, queryId, body: text });
    if (this.#waiting.length > WAITING_LISTS) {
      this.#waiting = this.#waiting.slice(-WAITING_LISTS / 2);
    }
    return true;
  }

  /** Sends on what was not; at most one at a time. What comes meanwhile is for the next one. */
  deliver(send: Deliver): Promise<void> {
    this.#untilSeq = this.#log.lastSeq;
    return this.#deliveries.run(() => this.#deliverAll(send));
  }

  /** Notes how far it came. What was delivered after that is delivered again after a crash. */
  checkpoint(): void {
    if (this.#stored === this.#delivered) return;
    this.#stored = this.#delivered;
    this.#sql.exec(
      "INSERT INTO delivered (id, seq) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET seq = ?1",
      this.#stored,
    );
  }

  /**
   * Takes a consumer's name off a page of what was recommended to them; where to go on, or null.
   *
   * @param place as the answer before said; empty at first
   */
  forgetConsumer(consumer: string, place: string): string | null {
    this.#recent.clear();
    this.#waiting = [];
    return forgetConsumer(this.#sql, consumer, place).next;
  }

  /** When a day may be dropped, or null. */
  get forgetAt(): number | null {
    const { oldestDayEnd } = this.#log;
    return oldestDayEnd === null ? null : oldestDayEnd + KEPT_MS;
  }

  forget(now: number): void {
    this.#log.dropBefore(now - KEPT_MS, this.#stored);
    this.#sql.exec("DELETE FROM refused WHERE at < ?", now - 2 * KEPT_MS);
  }

  async #deliverAll(send: Deliver): Promise<void> {
    while (this.#delivered < this.#untilSeq) {
      const lists = this.#after(this.#delivered);
      // One after the other: a cursor cannot say which of two pages has come.
      const refused = new Set(await send(lists));
      for (const { queryId, body } of lists) {
        if (!refused.has(queryId)) continue;
        const { at } = JSON.parse(body) as DecisionBody;
        this.#sql.exec("INSERT OR IGNORE INTO refused (query, at) VALUES (?, ?)", queryId, at);
      }
      this.#delivered = lists.at(-1)?.seq ?? this.#log.lastSeq;
      this.#waiting = this.#waiting.filter(({ seq }) => seq > this.#delivered);
    }
  }

  #after(seq: number): EventText[] {
    const [oldest] = this.#waiting;
    return oldest?.seq === seq + 1
      ? this.#waiting.slice(0, PAGE_EVENTS)
      : this.#log.textsAfter(seq, PAGE_EVENTS);
  }
}
