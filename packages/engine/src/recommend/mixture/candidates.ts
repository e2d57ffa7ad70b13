import { withRoom } from "../../numeric/room.ts";
import { quickLog } from "../../numeric/quick-log.ts";
import type { Scores } from "../scores/scores.ts";
import { foundItem, scoreIn, sumOfScores } from "../scores/scores.ts";

/** The items that parts propose for one session, each with what every part says of it, in [0, 1]. */
export interface Candidates {
  readonly features: number;
  readonly items: Uint32Array;
  count: number;
  /** Candidate after candidate, one value per feature. */
  readonly values: Float32Array;
  /** By item number: its place among the candidates + 1, or 0. */
  places: Uint32Array;
}

/** More than this come together only in sessions of very popular items; the last found say least. */
export const MOST_CANDIDATES = 4096;

export function createCandidates(features: number): Candidates {
  return {
    features,
    items: new Uint32Array(MOST_CANDIDATES),
    count: 0,
    values: new Float32Array(MOST_CANDIDATES * features),
    places: new Uint32Array(256),
  };
}

export function clearCandidates(candidates: Candidates): void {
  const { features, items, count, values, places } = candidates;
  for (let i = 0; i < count; i++) places[items[i] ?? 0] = 0;
  values.fill(0, 0, count * features);
  candidates.count = 0;
}

/** The place of an item among the candidates, made one now if there is room; −1 if there is not. */
export function propose(candidates: Candidates, item: number): number {
  const place = placeOf(candidates, item);
  if (place >= 0) return place;
  if (candidates.count === MOST_CANDIDATES) return -1;
  candidates.places = withRoom(candidates.places, item);
  candidates.items[candidates.count] = item;
  candidates.count += 1;
  candidates.places[item] = candidates.count;
  return candidates.count - 1;
}

/** The place of an item among the candidates, or −1. */
export function placeOf(candidates: Candidates, item: number): number {
  return (candidates.places[item] ?? 0) - 1;
}

export function setFeature(
  candidates: Candidates,
  place: number,
  feature: number,
  value: number,
): void {
  candidates.values[place * candidates.features + feature] = value;
}

export function featureOf(candidates: Candidates, place: number, feature: number): number {
  return candidates.values[place * candidates.features + feature] ?? 0;
}

/** A share below this is none: more than half of all candidates, and hardly ever the next item. */
const SMALL_SHARE = 1e-3;
const RANGE = Math.log1p(1 / SMALL_SHARE);

/**
 * Proposes what a part found. Its scores become shares of their sum, so that parts of any scale and
 * shops of any size compare, and then logarithms, so that a weight in the mixture is an exponent of
 * the share: 0 for no score, 1 for all of it.
 */
export function addFeature(candidates: Candidates, feature: number, scores: Scores): void {
  const scale = 1 / (sumOfScores(scores) * SMALL_SHARE);
  for (let i = 0; i < scores.count; i++) {
    const smallShares = scoreIn(scores, i) * scale;
    if (smallShares < 1) continue;
    const place = propose(candidates, foundItem(scores, i));
    if (place >= 0) setFeature(candidates, place, feature, quickLog(1 + smallShares) / RANGE);
  }
}
