import { REFUND } from "@nextmove/contract";
import type { Episode } from "./episode.ts";
import type { RewardBody } from "./events.ts";

/** Rewards that are money: what Google Analytics calls them, and so do shops. */
export const PAID = "purchase";
export const RETURNED = REFUND;

/** What went back is told with either sign. */
const moneyOf = ({ type, value }: RewardBody): number =>
  type === RETURNED ? -Math.abs(value) : value;

/**
 * What a refund is worth that names no sum: what its order has paid and not had back by then, as far as
 * that rewarded the same decision. Not known: as much as a purchase without a sum, with the other sign.
 */
export const wholeRefund = ({ rewards }: Pick<Episode, "rewards">, order?: string): number => {
  const told = rewards.map(({ body }) => body).filter((body) => body.order === order);
  if (!told.some(({ type }) => type === PAID)) return -1;
  const money = told.filter(({ type }) => type === PAID || type === RETURNED);
  return Math.min(
    0,
    money.reduce((sum, body) => sum - moneyOf(body), 0),
  );
};
