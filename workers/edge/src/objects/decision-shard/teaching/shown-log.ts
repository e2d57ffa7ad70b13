import {
  type Activation,
  activationOf,
  creditedRewards,
  type Episode,
  isCredited,
} from "../../../decision-log/episode.ts";
import { Latest } from "../../../latest.ts";
import type { EventLog } from "../../../decision-log/event-log.ts";
import type { ShardEvent } from "../../../decision-log/events.ts";

/** What became of an activation: by which events, or Infinity while by none. */
export interface Fate {
  /** Another action was shown instead. */
  left: number;
  /** A reward that teaches had come. */
  rewarded: number;
}

/** An activation and the query it belongs to: what crossing an age needs of an event. */
export interface Shown extends Activation {
  queryId: string;
  /** Absent where only the query's episode tells. */
  fate?: Fate;
}

/** Activations kept in memory; older ones are read from the log. Some 200 bytes each. */
const MEMORY_LIMIT_ENTRIES = 8_192;
/** Answers remembered that had to be read: one for each age a watermark stands at, and some to spare. */
const FIRSTS_LIMIT = 128;
/** Events read at once from the log; not all of them were shown. */
const READ_EVENTS = 100;

const shownBy = (event: ShardEvent): Shown[] => {
  const activation = activationOf(event);
  return activation ? [{ ...activation, queryId: event.queryId }] : [];
};

/** What a shard has shown, in order: the event log seen through its activations. */
export class ShownLog {
  readonly #log: Pick<EventLog, "after" | "lastSeq">;
  /** Every activation after `#since`. */
  #recent: (Shown & { fate: Fate })[] = [];
  #since: number;
  /** The last of `#recent` of each query. */
  readonly #standing = new Map<string, Shown & { fate: Fate }>();
  /** The first activation after an event, where it had to be read. Never changes: logs only grow. */
  readonly #firsts = new Latest<number, Shown>(FIRSTS_LIMIT);
  /** A stretch that was read and in which nothing was shown: `from < seq <= to`. */
  #barren = { from: 0, to: 0 };

  constructor(log: Pick<EventLog, "after" | "lastSeq">) {
    this.#log = log;
    this.#since = log.lastSeq;
  }

  /**
   * Takes note of an event that was just stored.
   *
   * @param before its query's episode until then
   */
  add(event: ShardEvent, before: Episode): void {
    const standing = this.#standing.get(event.queryId);
    if (standing && event.kind === "reward" && isCredited(event)) {
      standing.fate.rewarded = Math.min(standing.fate.rewarded, event.seq);
    }
    for (const shown of shownBy(event)) {
      if (standing) standing.fate.left = event.seq;
      const rewarded = creditedRewards(before).length > 0 ? event.seq : Infinity;
      this.#remember({ ...shown, fate: { left: Infinity, rewarded } });
    }
  }

  #remember(shown: Shown & { fate: Fate }): void {
    this.#recent.push(shown);
    this.#standing.set(shown.queryId, shown);
    if (this.#recent.length <= MEMORY_LIMIT_ENTRIES) return;
    const dropped = this.#recent.splice(0, MEMORY_LIMIT_ENTRIES / 2);
    this.#since = dropped.at(-1)?.seq ?? this.#since;
    for (const each of dropped) {
      if (this.#standing.get(each.queryId) === each) this.#standing.delete(each.queryId);
    }
  }

  /** The first activation after event `seq`. */
  firstAfter(seq: number): Shown | undefined {
    if (seq >= this.#since) return this.#recent[this.#indexAfter(seq)];
    const known = this.#firsts.get(seq);
    if (known) return known;
    const first = this.#readFirst(seq);
    if (first) this.#firsts.set(seq, first);
    return first;
  }

  /** Activations with `from < seq <= to`. */
  between(from: number, to: number): Shown[] {
    if (from >= this.#since) {
      return this.#recent.slice(this.#indexAfter(from), this.#indexAfter(to));
    }
    const first = this.firstAfter(from)?.seq;
    if (first === undefined || first > to) return [];
    return this.#log
      .after(first - 1, to - first + 1)
      .filter(({ seq }) => seq <= to)
      .flatMap(shownBy);
  }

  /** Days were dropped: what came first may be gone. */
  forgetFirsts(): void {
    this.#firsts.clear();
  }

  #readFirst(seq: number): Shown | undefined {
    const { from, to } = this.#barren;
    const isWithin = from <= seq && seq <= to;
    for (let after = isWithin ? to : seq; after < this.#since;) {
      const events = this.#log.after(after, READ_EVENTS);
      const [first] = events.flatMap(shownBy);
      if (first) return first;
      after = events.at(-1)?.seq ?? this.#since;
    }
    this.#barren = { from: isWithin ? from : seq, to: this.#since };
    return this.#recent[0];
  }

  #indexAfter(seq: number): number {
    let low = 0;
    let high = this.#recent.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#recent[middle]?.seq ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
