import { Latest } from "../latest.ts";
import type { ShardEvent } from "./events.ts";

/** Events kept in memory: what the model has not absorbed in busy traffic, a few megabytes at most. */
const TAIL_EVENTS = 500;

/** Of queries of which all events are kept: selects and rewards follow most decisions soon. */
const WHOLE_EVENTS = 1_500;
/** A query with more, as where all rewards come under one, is read from the tables. */
const MOST_QUERY_EVENTS = 50;

/** What of an event log is in memory: whatever it knows, it knows as the tables do. */
export class RecentEvents {
  /** The latest events, without a gap: they are read again when the model is told about them. */
  #tail: ShardEvent[] = [];
  /** All events of queries that began while the object was awake. */
  readonly #whole = new Latest<string, ShardEvent[]>(WHOLE_EVENTS, (events) => events.length);

  /** @param isFirst the log held nothing of the event's query before */
  add(event: ShardEvent, isFirst: boolean): void {
    this.#tail.push(event);
    if (this.#tail.length >= 2 * TAIL_EVENTS) this.#tail = this.#tail.slice(-TAIL_EVENTS);
    if (isFirst) this.#whole.set(event.queryId, [event]);
    else this.#addToWhole(event);
  }

  #addToWhole(event: ShardEvent): void {
    const whole = this.#whole.get(event.queryId);
    if (!whole) return;
    if (whole.length >= MOST_QUERY_EVENTS) {
      this.#whole.delete(event.queryId);
      return;
    }
    whole.push(event);
    this.#whole.grow(1);
  }

  /** All events of a query, or undefined when only the tables know. */
  ofQuery(queryId: string): ShardEvent[] | undefined {
    const whole = this.#whole.get(queryId);
    return whole && [...whole];
  }

  /**
   * At most `limit` events after `seq`, or undefined when only the tables know.
   *
   * @param lastSeq of the log
   */
  after(seq: number, limit: number, lastSeq: number): ShardEvent[] | undefined {
    const skipped = seq + 1 - (this.#tail[0]?.seq ?? lastSeq + 1);
    return skipped < 0 ? undefined : this.#tail.slice(skipped, skipped + limit);
  }

  clear(): void {
    this.#tail = [];
    this.#whole.clear();
  }
}
