import type { EventName, EventParams } from "../api.ts";
import { isRecord, isString } from "../plain/shape.ts";
import { fieldsOf, type Source, take } from "./fields.ts";
import { itemsOf } from "./items.ts";

/** Something that happened in the shop, by GA4's names. */
export interface ShopEvent {
  readonly name: EventName;
  readonly params: EventParams;
  /** The way it was written; one event may be written in several. */
  readonly form: string;
}

export const TAG_MANAGER = "gtm";

/** Page views are not among them: the SDK sees those itself. */
const NAMES =
  " view_item_list select_item view_item add_to_cart remove_from_cart view_cart add_to_wishlist begin_checkout add_shipping_info add_payment_info purchase refund search view_search_results view_promotion select_promotion login sign_up ";

// Only parameters with a meaning here: pages also push names, addresses and telephone numbers.
const FIELDS = fieldsOf(
  "transaction_id currency|currencyCode coupon shipping_tier payment_type item_list_id item_list_name|list search_term method promotion_id promotion_name creative_name creative_slot value|revenue# tax# shipping#",
);

/** The fields of a promotion, where they are not called as in GA4. */
export const asPromotion = ({ id, name, creative, position }: Source): Source => ({
  promotion_id: id,
  promotion_name: name,
  creative_name: creative,
  creative_slot: position,
});

/** GA4's name for a name in any of the usual spellings, e.g. `addToCart`; undefined for others. */
export function eventNameOf(name: unknown): string | undefined {
  if (!isString(name)) return undefined;
  const snake = name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
  return NAMES.includes(` ${snake} `) ? snake : undefined;
}

/**
 * The event of this name with the parameters that the sources give, the first source first; none
 * when they are too few to mean anything.
 */
export function shopEvent(
  form: string,
  name: string,
  sources: readonly Source[],
  list: unknown = sources.map(({ items }) => items).find(isRecord),
): readonly ShopEvent[] {
  const params = take(sources, FIELDS);
  const items = itemsOf(list);
  if (isRecord(list)) params["items"] = items;
  // Tools push bare `purchase` events to trigger one another.
  if (name === "purchase" && !params["transaction_id"] && !params["value"] && !items[0]) return [];
  // In the Tag Manager a bare name is a trigger, whose data are elsewhere.
  const isTrigger = form === TAG_MANAGER && !Object.keys(params)[0];
  return isTrigger || (name.includes("search") && !params["search_term"])
    ? []
    : [{ form, name, params }];
}
