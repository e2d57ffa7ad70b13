import type { Kept } from "../consent/kept.ts";

/** Campaigns and prices change from day to day; an older answer is worse than the page's own. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** The edge's last answer of this name, for the time when it cannot be reached. */
export const lastGood = <Answer>(
  kept: Kept,
  name: string,
  is: (value: unknown) => value is Answer,
): Answer | undefined => kept.get(`last_good.${name}`, is, MAX_AGE_MS);

export const keepLastGood = (kept: Kept, name: string, answer: unknown): void =>
  kept.set(`last_good.${name}`, answer);
