/**
 * The events of a shop, by the names and parameters of Google Analytics 4
 * (https://developers.google.com/analytics/devguides/collection/ga4/reference/events).
 */

/** One product in an event; it needs an `item_id` to be learned from. */
export interface Item {
  readonly item_id?: string | undefined;
  readonly item_name?: string | undefined;
  readonly affiliation?: string | undefined;
  readonly coupon?: string | undefined;
  readonly discount?: number | undefined;
  readonly index?: number | undefined;
  readonly item_brand?: string | undefined;
  readonly item_category?: string | undefined;
  readonly item_category2?: string | undefined;
  readonly item_category3?: string | undefined;
  readonly item_category4?: string | undefined;
  readonly item_category5?: string | undefined;
  readonly item_list_id?: string | undefined;
  readonly item_list_name?: string | undefined;
  readonly item_variant?: string | undefined;
  readonly location_id?: string | undefined;
  /** In `currency`, for one. */
  readonly price?: number | undefined;
  /** Default 1. */
  readonly quantity?: number | undefined;
  readonly [custom: string]: unknown;
}

/** What an event says besides its name: plain data that JSON can carry. */
export type EventParams = Readonly<Record<string, unknown>>;

interface Items extends EventParams {
  readonly items?: readonly Item[] | undefined;
}

interface ItemList extends Items {
  readonly item_list_id?: string | undefined;
  readonly item_list_name?: string | undefined;
}

interface Money extends Items {
  readonly value?: number | undefined;
  /** ISO 4217 */
  readonly currency?: string | undefined;
}

interface Checkout extends Money {
  readonly coupon?: string | undefined;
}

interface Order extends Checkout {
  /** The order's id: an order counts once, however often its page is loaded. */
  readonly transaction_id?: string | undefined;
  readonly affiliation?: string | undefined;
  readonly shipping?: number | undefined;
  readonly tax?: number | undefined;
}

interface Promotion extends Items {
  readonly creative_name?: string | undefined;
  readonly creative_slot?: string | undefined;
  readonly promotion_id?: string | undefined;
  readonly promotion_name?: string | undefined;
}

interface Search extends EventParams {
  readonly search_term?: string | undefined;
}

interface SignIn extends EventParams {
  readonly method?: string | undefined;
}

/** The parameters of each event that has a meaning here; any other name takes any parameters. */
export interface EventMap {
  readonly page_view: EventParams;
  readonly view_item: Money;
  readonly view_item_list: ItemList;
  readonly select_item: ItemList;
  /** Ours: products that were scrolled into view. */
  readonly item_impression: ItemList;
  readonly add_to_cart: Money;
  readonly remove_from_cart: Money;
  readonly view_cart: Money;
  readonly add_to_wishlist: Money;
  readonly begin_checkout: Checkout;
  readonly add_shipping_info: Checkout & { readonly shipping_tier?: string | undefined };
  readonly add_payment_info: Checkout & { readonly payment_type?: string | undefined };
  readonly purchase: Order;
  readonly refund: Order;
  readonly search: Search;
  readonly view_search_results: Search;
  readonly view_promotion: Promotion;
  readonly select_promotion: Promotion;
  readonly login: SignIn;
  readonly sign_up: SignIn;
}

/** The name of an event: one of the map, or the shop's own. */
export type EventName = keyof EventMap | (string & {});

/** The parameters that go with a name. */
export type ParamsOf<Name extends EventName> = Name extends keyof EventMap
  ? EventMap[Name]
  : EventParams;
