import type { Source } from "../datalayer/fields.ts";
import { asPromotion, eventNameOf, shopEvent, type ShopEvent } from "../datalayer/shop-event.ts";

/**
 * Segment's e-commerce events in GA4's names
 * (https://segment.com/docs/connections/spec/ecommerce/v2/), with the login of its B2B spec.
 */
const EVENTS = {
  "Products Searched": "search",
  "Product List Viewed": "view_item_list",
  "Promotion Viewed": "view_promotion",
  "Promotion Clicked": "select_promotion",
  "Product Clicked": "select_item",
  "Product Viewed": "view_item",
  "Product Added": "add_to_cart",
  "Wishlist Product Added to Cart": "add_to_cart",
  "Product Removed": "remove_from_cart",
  "Product Added to Wishlist": "add_to_wishlist",
  "Cart Viewed": "view_cart",
  "Checkout Started": "begin_checkout",
  "Payment Info Entered": "add_payment_info",
  "Order Completed": "purchase",
  "Order Refunded": "refund",
  "Signed Up": "sign_up",
  "Signed In": "login",
};

/** Version 1 of the names has the verb first, and many shops write `product_viewed`. */
const wordsOf = (name: string): string =>
  name
    .toLowerCase()
    .split(/[^a-z]+/)
    .sort((a, b) => (a < b ? -1 : 1))
    .join();

const BY_WORDS = new Map(Object.entries(EVENTS).map(([name, event]) => [wordsOf(name), event]));

/** Events about one product, which is in the properties themselves. */
const OF_ONE_PRODUCT = /item$|_to_|_from_/;

/** The event that a `track` call of Segment's reports; none when it is not about the shop. */
export function segmentEvent(called: string, properties: Source): readonly ShopEvent[] {
  const name = BY_WORDS.get(wordsOf(called)) ?? eventNameOf(called);
  if (!name) return [];
  const { products, items, order_id, total, query } = properties;
  const renamed = {
    transaction_id: order_id,
    value: total, // Only without a `revenue`, which leaves out tax and shipping as GA4's value does.
    search_term: query,
    payment_type: properties["payment_method"],
    shipping_tier: properties["shipping_method"],
    item_list_id: properties["list_id"],
    ...(name.endsWith("promotion") && asPromotion(properties)),
  };
  const list = products ?? items ?? (OF_ONE_PRODUCT.test(name) ? [properties] : undefined);
  return shopEvent("segment", name, [properties, renamed], list);
}
