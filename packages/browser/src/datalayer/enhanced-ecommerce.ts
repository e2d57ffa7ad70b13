import { isRecord } from "../plain/shape.ts";
import type { Source } from "./fields.ts";
import { asPromotion, shopEvent, type ShopEvent } from "./shop-event.ts";

/** What the keys of an `ecommerce` object are in GA4. */
const EVENTS = {
  impressions: "view_item_list",
  detail: "view_item",
  click: "select_item",
  add: "add_to_cart",
  remove: "remove_from_cart",
  checkout: "begin_checkout",
  purchase: "purchase",
  refund: "refund",
  promoView: "view_promotion",
  promoClick: "select_promotion",
};

/** Promotions taken of one push; each becomes an event. */
const MAX_PROMOTIONS = 20;

/**
 * The events in an `ecommerce` object of Universal Analytics' Enhanced Ecommerce. The shop chose the
 * names of its events freely, so the keys tell what happened; there may be several of them
 * (https://developers.google.com/analytics/devguides/collection/ua/gtm/enhanced-ecommerce).
 */
export function enhancedEcommerce(ecommerce: Source): readonly ShopEvent[] {
  return Object.entries(EVENTS).flatMap(([key, name]) => {
    const action = ecommerce[key];
    if (!isRecord(action)) return [];
    const { actionField, products, promotions } = action;
    if (Array.isArray(promotions)) {
      return promotions
        .slice(0, MAX_PROMOTIONS)
        .filter(isRecord)
        .flatMap((promotion) => shopEvent("ua", name, [asPromotion(promotion)]));
    }
    const field = isRecord(actionField) ? actionField : {};
    // Later steps of the checkout are shops' own: their meaning is not known.
    if (key === "checkout" && Number(field["step"]) > 1) return [];
    const sources = [field, { transaction_id: field["id"] }, ecommerce];
    return shopEvent("ua", name, sources, Array.isArray(action) ? action : products);
  });
}
