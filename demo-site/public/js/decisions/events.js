// @ts-check
import { CURRENCY, itemOf, itemsOf } from "../shop/item.js";
import { nextmove } from "./sdk.js";

/**
 * @typedef {import("../shop/basket.js").Line} Line
 * @typedef {import("../shop/products.js").Product} Product
 */

/** @param {Product} product */
export const productViewed = (product) =>
  nextmove()?.track("view_item", {
    currency: CURRENCY,
    value: product.price / 100,
    items: [itemOf(product)],
  });

/** @param {Product} product @param {number} quantity */
export const putIntoBasket = (product, quantity) =>
  nextmove()?.track("add_to_cart", {
    currency: CURRENCY,
    value: (product.price * quantity) / 100,
    items: [itemOf(product, quantity)],
  });

/** @param {readonly Line[]} lines @param {number} goods in cents */
export const basketViewed = (lines, goods) =>
  nextmove()?.track("view_cart", {
    currency: CURRENCY,
    value: goods / 100,
    items: itemsOf(lines),
  });

/** Also the reward of the banner seen last. @param {import("../shop/order.js").Order} order @param {number} value in euros */
export const ordered = ({ id, basket }, value) =>
  nextmove()?.track("purchase", {
    currency: CURRENCY,
    value,
    transaction_id: id,
    items: itemsOf(basket.lines),
  });

/** @param {string} query */
export const searched = (query) => nextmove()?.track("search", { search_term: query });
