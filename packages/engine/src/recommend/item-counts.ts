import { markChanged, takeNumber } from "./item-numbers.ts";
import { addPopularity } from "./popularity.ts";
import type { Recommender } from "./recommender.ts";

/** How often items were met in a stretch of one log, for the others to add to their counts, once. */
export interface ItemCounts {
  /** What the counts would be had all of it happened at this time, ms. */
  readonly at: number;
  readonly counts: readonly (readonly [item: string, count: number])[];
}

/** Counts that are still to be handed on. */
export interface CountTally {
  readonly halfLifeMs: number;
  at: number;
  readonly counts: Map<string, number>;
}

/** Items in one `ItemCounts`: it is stored as a row of 2 MB at the most. */
const MOST_COUNTS = 5_000;

export function createTally({ halfLifeMs }: Recommender["options"]): CountTally {
  return { halfLifeMs, at: 0, counts: new Map() };
}

/** Notes that an item was met, as `recordEvent` counts it. */
export function tallyItem(tally: CountTally, item: string, at: number): void {
  const { counts, halfLifeMs } = tally;
  if (counts.size === 0) tally.at = at;
  counts.set(item, (counts.get(item) ?? 0) + 2 ** ((at - tally.at) / halfLifeMs));
}

/** What was tallied since the last call. */
export function takeTally({ at, counts }: CountTally): ItemCounts[] {
  const all = [...counts];
  counts.clear();
  return Array.from({ length: Math.ceil(all.length / MOST_COUNTS) }, (_, n) => ({
    at,
    counts: all.slice(n * MOST_COUNTS, (n + 1) * MOST_COUNTS),
  }));
}

/** Adds what others have counted: what is popular is that of all, sessions stay each one's own. */
export function addCounts(recommender: Recommender, { at, counts }: ItemCounts): void {
  for (const [id, count] of counts) {
    const item = takeNumber(recommender, id);
    if (item === undefined) continue;
    addPopularity(recommender.popularity, item, count, at);
    markChanged(recommender, item);
  }
}
