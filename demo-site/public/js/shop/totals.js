// @ts-check

/** @typedef {"no_incentive" | "free_delivery" | "five_percent" | "free_gift"} IncentiveId */

/** @type {readonly IncentiveId[]} */
const INCENTIVE_IDS = ["no_incentive", "free_delivery", "five_percent", "free_gift"];

/** @param {unknown} id @returns {id is IncentiveId} */
export const isIncentive = (id) => INCENTIVE_IDS.some((known) => known === id);

export const DELIVERY_CENTS = 490;
export const FREE_DELIVERY_FROM_CENTS = 6000;
/** What the gift costs the shop. */
export const GIFT_COST_CENTS = 350;
const DISCOUNT = 0.05;

/**
 * What an order costs, all in cents.
 *
 * `net` is the order's value to the shop: the goods minus what the incentive gave away. Delivery paid by
 * the buyer passes through to the carrier, so it is in `total` and not in `net`.
 *
 * @param {readonly import("./basket.js").Line[]} lines
 * @param {IncentiveId} incentive
 */
export function totalsOf(lines, incentive) {
  const goods = lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  const usual = goods === 0 || goods >= FREE_DELIVERY_FROM_CENTS ? 0 : DELIVERY_CENTS;
  const delivery = incentive === "free_delivery" ? 0 : usual;
  const discount = incentive === "five_percent" ? Math.round(goods * DISCOUNT) : 0;
  const gift = incentive === "free_gift" && goods > 0 ? GIFT_COST_CENTS : 0;
  const given = discount + gift + (usual - delivery);
  return {
    goods,
    discount,
    delivery,
    total: goods - discount + delivery,
    given,
    net: goods - given,
  };
}

/**
 * What can be offered. Free delivery is no offer to somebody who has it already.
 * @param {number} goods in cents
 */
export const incentivesFor = (goods) =>
  INCENTIVE_IDS.filter((id) => id !== "free_delivery" || goods < FREE_DELIVERY_FROM_CENTS);

/** Circle points an amount earns: one for each euro. @param {number} cents */
export const pointsFor = (cents) => Math.floor(cents / 100);
