// @ts-check

/** @typedef {"no_incentive" | "free_delivery" | "five_percent" | "free_gift"} IncentiveId */

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
  return { goods, discount, delivery, total: goods - discount + delivery, given, net: goods - given };
}

/** Free delivery is no offer to somebody who has it already. @param {number} goods in cents @returns {IncentiveId[]} */
export const incentivesFor = (goods) =>
  goods >= FREE_DELIVERY_FROM_CENTS
    ? ["no_incentive", "five_percent", "free_gift"]
    : ["no_incentive", "free_delivery", "five_percent", "free_gift"];

/** Circle points an amount earns: one for each euro. @param {number} cents */
export const pointsFor = (cents) => Math.floor(cents / 100);
