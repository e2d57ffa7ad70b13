import { withRoom } from "../../numeric/room.ts";

/**
 * How often each item was met lately: counts that halve every half-life. Kept as of a landmark
 * (forward decay, Cormode et al. 2009), so that time passes for all items at once.
 */
export interface Popularity {
  readonly halfLifeMs: number;
  /** Weights are what counts would be if everything had happened at this time. */
  landmark: number;
  weights: Float64Array;
  total: number;
  /** Most popular items, best first, as of `topAge` counts ago. */
  top: readonly number[];
  topAge: number;
}

const TOP_ITEMS = 200;
/** Counts after which the top is taken anew: a pass over 200,000 items costs some 200 µs. */
const TOP_LASTS = 256;
/** Half-lives after which the landmark moves: far from where a double overflows. */
const MOST_HALF_LIVES = 64;
const LEAST_ITEMS = 256;

export function createPopularity(halfLifeMs: number): Popularity {
  const weights = new Float64Array(LEAST_ITEMS);
  return { halfLifeMs, landmark: 0, weights, total: 0, top: [], topAge: TOP_LASTS };
}

/** Counts an event of an item. @returns whether that has changed the weights of all, as their landmark moved */
export function addPopularity(popularity: Popularity, item: number, at: number): boolean {
  if (popularity.total === 0) popularity.landmark = at;
  const { halfLifeMs } = popularity;
  const isFar = at - popularity.landmark > MOST_HALF_LIVES * halfLifeMs;
  if (isFar) moveLandmark(popularity, at);
  popularity.weights = withRoom(popularity.weights, item);
  const weight = 2 ** ((at - popularity.landmark) / halfLifeMs);
  popularity.weights[item] = (popularity.weights[item] ?? 0) + weight;
  popularity.total += weight;
  popularity.topAge += 1;
  return isFar;
}

/** Puts a stored weight back. */
export function setWeight(popularity: Popularity, item: number, weight: number): void {
  popularity.weights = withRoom(popularity.weights, item);
  popularity.weights[item] = weight;
}

/** To compare how popular items are: their counts as of one and the same time. */
export function weightOf({ weights }: Popularity, item: number): number {
  return weights[item] ?? 0;
}

/** Decayed counts by item as of `now`. */
export function countsAt(popularity: Popularity, now: number): (item: number) => number {
  const { landmark, halfLifeMs, weights } = popularity;
  const decay = 2 ** Math.min(MOST_HALF_LIVES, (landmark - now) / halfLifeMs);
  return (item) => (weights[item] ?? 0) * decay;
}

/** The share of all counts that an item does not have, as information: ln(1 + all / its own). */
export function rarityOf(popularity: Popularity, item: number): number {
  const weight = weightOf(popularity, item);
  return weight > 0 ? Math.log(1 + popularity.total / weight) : 0;
}

/** An item's count goes to 0: its number will stand for another. */
export function forgetPopularity(popularity: Popularity, item: number): void {
  popularity.total -= popularity.weights[item] ?? 0;
  popularity.weights[item] = 0;
  popularity.top = [];
}

/** The most popular items, best first, at most `TOP_ITEMS`; up to `TOP_LASTS` counts old. */
export function topItems(popularity: Popularity): readonly number[] {
  const { topAge, weights } = popularity;
  if (topAge === 0 || (topAge < TOP_LASTS && popularity.top.length === TOP_ITEMS)) {
    return popularity.top;
  }
  // Counts only grow, so what was in the top is a bar for what is now.
  const full = popularity.top.length === TOP_ITEMS;
  let bar = full ? Math.min(...popularity.top.map((item) => weights[item] ?? 0)) : 0;
  const top: number[] = [];
  for (let item = 0; item < weights.length; item++) {
    const weight = weights[item] ?? 0;
    if (weight === 0 || weight < bar) continue;
    top.push(item);
    if (top.length < 4 * TOP_ITEMS) continue;
    keepBest(top, weights);
    bar = weights[top.at(-1) ?? 0] ?? 0;
  }
  keepBest(top, weights);
  popularity.top = top;
  popularity.topAge = 0;
  return top;
}

function keepBest(items: number[], weights: Float64Array): void {
  items.sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
  items.length = Math.min(items.length, TOP_ITEMS);
}

function moveLandmark(popularity: Popularity, to: number): void {
  const factor = 2 ** ((popularity.landmark - to) / popularity.halfLifeMs);
  const { weights } = popularity;
  for (let item = 0; item < weights.length; item++) weights[item] = (weights[item] ?? 0) * factor;
  popularity.total *= factor;
  popularity.landmark = to;
}
