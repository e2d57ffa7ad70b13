// @ts-check
import { nextmove } from "./sdk.js";

/**
 * @typedef {import("../shop/basket.js").Line} Line
 * @typedef {import("../shop/products.js").Product} Product
 */

const CURRENCY = "EUR";

/** In the words of Google Analytics 4, which are the SDK's. @param {Product} product */
const itemOf = ({ id, name, category, price }, quantity = 1) => ({
  item_id: id,
  item_name: name,
  item_category: category,
  price: price / 100,
  quantity,
});

/** @param {readonly Line[]} lines */
const itemsOf = (lines) => lines.map(({ product, quantity }) => itemOf(product, quantity));

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
