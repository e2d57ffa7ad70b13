// @ts-check
import { basketFrom, plainBasket } from "./basket.js";
import { untilTabCloses } from "./storage.js";
import { isIncentive } from "./totals.js";

/**
 * @typedef {object} Order
 * @property {string} id
 * @property {string} name of the buyer
 * @property {import("./basket.js").Basket} basket
 * @property {import("./totals.js").IncentiveId} incentive
 * @property {boolean} decided false when the incentive was the shop's own default
 * @property {boolean} reported its rewards have been handed over
 */

const KEY = "order";

/** @param {unknown} stored @returns {Order | undefined} */
function orderFrom(stored) {
  /** @type {Record<string, unknown>} */
  const { id, name, basket, incentive, decided, reported } = Object(stored);
  if (typeof id !== "string" || typeof name !== "string" || !isIncentive(incentive))
    return undefined;
  return {
    id,
    name,
    basket: basketFrom(basket),
    incentive,
    decided: decided === true,
    reported: reported === true,
  };
}

export const lastOrder = () => orderFrom(untilTabCloses.read(KEY));

/** @param {Order} order */
export const keepOrder = (order) =>
  untilTabCloses.write(KEY, { ...order, basket: plainBasket(order.basket) });

/** Short enough to read out on the phone. */
export function newOrderId() {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `LM-${digits.toUpperCase()}`;
}
