// @ts-check
import { CURRENCY, itemOf, itemsOf } from "../../js/shop/item.js";

// How this shop talked to Google Analytics before Nextmove was there, and still does.

/** @typedef {import("../../js/shop/products.js").Product} Product */
/** @typedef {import("../../js/shop/basket.js").Line} Line */

/** @returns {unknown[]} */
const dataLayer = () => Reflect.get(window, "dataLayer");

/** An e-commerce event as the Tag Manager reads it. @param {string} event @param {object} ecommerce */
function pushEcommerce(event, ecommerce) {
  // Clears the event before: the Tag Manager merges objects.
  dataLayer().push({ ecommerce: null });
  dataLayer().push({ event, ecommerce });
}

/** @param {string} listId @param {readonly Product[]} products */
export const listViewed = (listId, products) =>
  pushEcommerce("view_item_list", {
    item_list_id: listId,
    items: products.map((product, index) => ({ ...itemOf(product), index })),
  });

/** @param {Product} product */
export const productViewed = (product) =>
  pushEcommerce("view_item", {
    currency: CURRENCY,
    value: product.price / 100,
    items: [itemOf(product)],
  });

/** @param {"add_to_cart" | "remove_from_cart"} event @param {Product} product @param {number} quantity */
export const basketChanged = (event, product, quantity) =>
  pushEcommerce(event, {
    currency: CURRENCY,
    value: (product.price * quantity) / 100,
    items: [itemOf(product, quantity)],
  });

/** @param {readonly Line[]} lines @param {number} value in euros */
export const basketViewed = (lines, value) =>
  pushEcommerce("view_cart", {
    currency: CURRENCY,
    value,
    items: itemsOf(lines),
  });

/** @param {string} id @param {readonly Line[]} lines @param {number} value in euros */
export const ordered = (id, lines, value) =>
  pushEcommerce("purchase", {
    transaction_id: id,
    currency: CURRENCY,
    value,
    items: itemsOf(lines),
  });

/** Tells Consent Mode. @param {"granted" | "denied"} state */
export const consentGiven = (state) =>
  Reflect.get(window, "gtag")("consent", "update", {
    ad_storage: state,
    ad_user_data: state,
    ad_personalization: state,
    analytics_storage: state,
  });
