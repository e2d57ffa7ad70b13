import type { RecommendedItem } from "../api.ts";
import type { Kept } from "../kept.ts";
import { isStrings } from "../shape.ts";
import { isItems } from "./recommendation.ts";

/** Campaigns and prices change from day to day; an older ranking is worse than the page's own. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

const ranking = (caseId: string) => `last_good.${caseId}`;
const shelf = (caseId: string) => `last_shelf.${caseId}`;

/** The edge's last ranking of a case, for the time when it cannot be reached. */
export const lastGood = (kept: Kept, caseId: string): readonly string[] | undefined =>
  kept.get(ranking(caseId), MAX_AGE_MS, isStrings);

export const keepLastGood = (kept: Kept, caseId: string, actions: readonly string[]): void =>
  kept.set(ranking(caseId), actions);

/** The edge's last recommendation of a case. */
export const lastShelf = (kept: Kept, caseId: string): readonly RecommendedItem[] | undefined =>
  kept.get(shelf(caseId), MAX_AGE_MS, isItems);

export const keepLastShelf = (
  kept: Kept,
  caseId: string,
  items: readonly RecommendedItem[],
): void => kept.set(shelf(caseId), items);
