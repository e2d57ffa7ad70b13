import { forgetConsumer } from "../../decision-shard/consumer-events.ts";
import { EventLog, PAGE_EVENTS } from "../../decision-shard/event-log.ts";
import type { DecisionBody, DecisionEvent } from "../../decision-shard/events.ts";

/** A request is sent again within minutes; what is older is recommended anew. */
const KEPT_MS = 86_400_000;

/** Brings decisions to their shards; answers the ids that were refused. */
export type Deliver = (events: DecisionEvent[]) => Promise<string[]>;

/**
 * Recommendations until their shards have them, and for a day as the answer to requests sent again.
 * The same log as a shard's: two rows written each.
 */
export class RecommendationLog {
  readonly #sql: SqlStorage;
  readonly #log: EventLog;
  #delivered: number;
  #stored: number;
  #delivering: Promise<void> | undefined;

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

  find(queryId: string): DecisionBody | undefined {
    const found = this.#log.ofQuery(queryId).find(({ kind }) => kind === "decision");
    return found?.kind === "decision" ? found.body : undefined;
  }

  /** Whether its shard had decided something else under an id. */
  isRefused(queryId: string): boolean {
    return this.#sql.exec("SELECT 1 FROM refused WHERE query = ?", queryId).toArray().length > 0;
  }

  append(queryId: string, body: DecisionBody): void {
    const event: Omit<DecisionEvent, "seq"> = { kind: "decision", queryId, dedupeKey: "", body };
    if (!this.#log.append(event)) throw new Error("a recommendation was made twice");
  }

  /** Sends on what was not; one call at a time takes all that has come meanwhile. */
  deliver(send: Deliver): Promise<void> {
    this.#delivering ??= this.#deliverAll(send).finally(() => {
      this.#delivering = undefined;
    });
    return this.#delivering;
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

  /** Takes a consumer's name off what was recommended to them. */
  forgetConsumer(consumer: string): void {
    let place: string | null = "";
    while (place !== null) place = forgetConsumer(this.#sql, consumer, place).next;
    this.#log.reread();
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
    while (!this.isDelivered) {
      const events = this.#log.after(this.#delivered, PAGE_EVENTS);
      // One after the other: a cursor cannot say which of two pages has come.
      const refused = await send(events.filter((event) => event.kind === "decision"));
      const at = events.at(-1)?.body.at ?? 0;
      for (const query of refused) {
        this.#sql.exec("INSERT OR IGNORE INTO refused (query, at) VALUES (?, ?)", query, at);
      }
      this.#delivered = events.at(-1)?.seq ?? this.#log.lastSeq;
    }
  }
}
