// @ts-check
import { untilTabCloses } from "./storage.js";

/**
 * @typedef {object} Order
 * @property {string} id
 * @property {string} name of the buyer
 * @property {{ id: string, quantity: number }[]} lines
 * @property {import("./totals.js").IncentiveId} incentive
 * @property {boolean} incentiveDecided false when the incentive was the shop's own default
 * @property {boolean} giftWrap
 * @property {ReturnType<typeof import("./totals.js").totalsOf>} totals
 * @property {boolean} reported its rewards have been handed over
 */

const KEY = "order";

export const lastOrder = () => /** @type {Order | undefined} */ (untilTabCloses.read(KEY));

/** @param {Order} order */
export const keepOrder = (order) => untilTabCloses.write(KEY, order);

/** Short enough to read out on the phone. */
export function newOrderId() {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return `LM-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase()}`;
}
