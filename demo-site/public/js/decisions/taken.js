// @ts-check
import { untilTabCloses } from "../shop/storage.js";

/**
 * What visitors took from recommendations, until they buy it: a purchase pages later is the reward of
 * the list that the product was taken from.
 * @typedef {import("../../../types/nextmove.js").DecisionReference} Reference
 * @typedef {import("../../../types/nextmove.js").Reward} Reward
 */

const KEY = "taken";

/** @returns {Record<string, Reference>} by product */
const takenProducts = () => ({ ...Object(untilTabCloses.read(KEY)) });

/** To be called with consent only. @param {Reference} recommendation @param {string} id */
export function noteTaken({ queryId, case: caseId, source, token }, id) {
  const reference = { queryId, case: caseId, source, action: id, token };
  untilTabCloses.write(KEY, { ...takenProducts(), [id]: reference });
}

/**
 * The rewards of the lists that the products of an order were taken from.
 * @param {import("../shop/order.js").Order} order @returns {Reward[]}
 */
export function rewardsOfTaken({ id: orderId, basket }) {
  const taken = takenProducts();
  return basket.lines.flatMap(({ product, quantity }) => {
    const decision = taken[product.id];
    const value = (product.price * quantity) / 100;
    return decision ? [{ event_type: "purchase", order_id: orderId, value, decision }] : [];
  });
}

export const forgetTaken = () => untilTabCloses.write(KEY, undefined);
