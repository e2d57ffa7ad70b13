// @ts-check
import { euros } from "./money.js";

/** @typedef {import("./totals.js").IncentiveId} IncentiveId */
/** @typedef {ReturnType<typeof import("./totals.js").totalsOf>} Totals */

/** What an incentive says in the list of totals. @type {Record<IncentiveId | "undecided", (totals: Totals) => string>} */
const OFFERED = {
  undecided: () => "…",
  no_incentive: () => "60-day return",
  free_delivery: () => "Delivery on us",
  five_percent: ({ discount }) => `−${euros(discount)}`,
  free_gift: () => "Beeswax tea light",
};

/** @param {IncentiveId | "undecided"} incentive @param {Totals} totals */
export const offeredText = (incentive, totals) => OFFERED[incentive](totals);
