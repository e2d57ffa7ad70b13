import type { Kept } from "../kept.ts";
import { isStrings } from "../shape.ts";

/** Campaigns and prices change from day to day; an older ranking is worse than the page's own. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

const name = (caseId: string) => `last_good.${caseId}`;

/** The edge's last ranking of a case, for the time when it cannot be reached. */
export const lastGood = (kept: Kept, caseId: string): readonly string[] | undefined =>
  kept.get(name(caseId), MAX_AGE_MS, isStrings);

export const keepLastGood = (kept: Kept, caseId: string, actions: readonly string[]): void =>
  kept.set(name(caseId), actions);
