import type { Rated } from "../scores/best.ts";
import { bestOf } from "../scores/best.ts";
import type { GroupAt } from "../items/groups.ts";
import type { Recommendation } from "./request.ts";
import type { Scores } from "../scores/scores.ts";
import { foundItem, scoreIn } from "../scores/scores.ts";

/** What a kind of recommendation found: an item by number, why, and how good. */
export interface Found extends Omit<Recommendation, "item"> {
  readonly number: number;
}

/** Whether an item may be recommended, by number. */
export type Allowed = (item: number) => boolean;

/** The best of what a part found, of each group one. */
export function bestScores(
  scores: Scores,
  limit: number,
  allowed: Allowed,
  groupAt?: GroupAt,
): Rated[] {
  const itemAt = (place: number): number => foundItem(scores, place);
  const valueAt = (place: number): number => scoreIn(scores, place);
  return bestOf(scores.count, itemAt, valueAt, limit, allowed, groupAt);
}

/** Rated items, best first, with scores relative to the best. */
export function asFound(
  rated: readonly Rated[],
  why: (item: number) => Pick<Found, "reason" | "otherwise">,
): Found[] {
  const most = rated[0]?.value ?? 1;
  return rated.map(({ item, value }) => ({ number: item, score: value / most, ...why(item) }));
}
