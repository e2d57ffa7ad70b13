import { REFUND } from "@nextmove/contract";
import type { Episode } from "./episode.ts";
import type { RewardBody } from "./events.ts";

/** What Google Analytics calls it, and so do shops. */
const PURCHASE = "purchase";

/** Whether a reward is money that was paid, or given back. */
export const isMoney = ({ type }: RewardBody): boolean => type === PURCHASE || type === REFUND;

/** What was paid, negative when it was given back, which shops report with either sign. */
export const moneyOf = ({ type, value }: RewardBody): number =>
  type === REFUND ? -Math.abs(value) : value;

/**
 * What a refund is worth that names no sum: what its order has paid and not had back by then, as far as
 * that rewarded the same decision. Not known: as much as a purchase without a sum, with the other sign.
 */
export const wholeRefund = ({ rewards }: Pick<Episode, "rewards">, order?: string): number => {
  const told = rewards.map(({ body }) => body).filter((body) => body.order === order);
  if (!told.some(({ type }) => type === PURCHASE)) return -1;
  const back = told.filter(isMoney).reduce((sum, body) => sum - moneyOf(body), 0);
  return Math.min(0, back);
};
