// @ts-check

/**
 * @typedef {import("./basket.js").Line} Line
 * @typedef {import("./products.js").Product} Product
 */

export const CURRENCY = "EUR";

/** In the words of Google Analytics 4, which are the SDK's. @param {Product} product */
export const itemOf = ({ id, name, category, price }, quantity = 1) => ({
  item_id: id,
  item_name: name,
  item_category: category,
  price: price / 100,
  quantity,
});

/** @param {readonly Line[]} lines */
export const itemsOf = (lines) => lines.map(({ product, quantity }) => itemOf(product, quantity));
