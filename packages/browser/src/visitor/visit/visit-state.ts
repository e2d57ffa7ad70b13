import type { EventParams } from "../../api.ts";
import { isRecord, isString, isStrings, recordsOf, textOf } from "../../plain/shape.ts";

/** What the visitor did in this session. */
export interface Visit {
  /** By the names of the edge's state: products and searches, the latest last. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Product -> quantity, for what is taken out again. */
  readonly basket: Readonly<Record<string, number>>;
}

export const NEW_VISIT: Visit = { lists: {}, basket: {} };

export const isVisit = (value: unknown): value is Visit =>
  isRecord(value) &&
  isRecord(value["lists"]) &&
  Object.values(value["lists"]).every(isStrings) &&
  isRecord(value["basket"]);

/**
 * Event -> the list that its products or its search join, or what its products are to the basket: put
 * in (1), taken out (-1), or all that it holds (0).
 */
const MEANINGS = new Map<string, string | number>(
  Object.entries({
    view_item: "products_viewed",
    view_item_list: "products_scrolled",
    item_impression: "products_scrolled",
    purchase: "products_bought",
    search: "search_strings",
    view_search_results: "search_strings",
    add_to_cart: 1,
    remove_from_cart: -1,
    view_cart: 0,
    begin_checkout: 0,
  }),
);

/** Interest is in what came last; a longer list would only make requests larger. */
const LATEST = 20;

/** A larger basket is a test. */
const MAX_BASKET = 100;

/** A search is a few words, and an id shorter. */
const LIMIT_CHARACTERS = 100;

const short = (value: unknown): string => textOf(value).trim().slice(0, LIMIT_CHARACTERS);

const latest = (before: readonly string[], now: readonly string[]): readonly string[] =>
  [...new Set([...before.filter((each) => !now.includes(each)), ...now])].slice(-LATEST);

/** The visit after an event, by GA4's names; any other event leaves it as it is. */
export function foldVisit(visit: Visit, name: string, params: EventParams): Visit {
  const { items, search_term } = params;
  const meaning = MEANINGS.get(name);
  const products = recordsOf(items);
  const texts = name.includes("search") ? [search_term] : products.map(({ item_id }) => item_id);
  const named = texts.map(short).filter(Boolean);
  if (meaning === undefined || named.length === 0) return visit;

  let { lists, basket } = visit;
  if (isString(meaning)) lists = { ...lists, [meaning]: latest(lists[meaning] ?? [], named) };
  else {
    const held = new Map(meaning === 0 ? [] : Object.entries(basket));
    for (const { item_id, quantity } of products) {
      const id = short(item_id);
      const count = Number(textOf(quantity)); // Of anything else `Number` may throw.
      const left = (held.get(id) ?? 0) + (meaning || 1) * (count > 0 ? count : 1);
      if (id && left > 0) held.set(id, left);
      else held.delete(id);
    }
    basket = Object.fromEntries([...held].slice(-MAX_BASKET));
  }
  if (name === "purchase") basket = {};
  return { lists, basket };
}

/** The visit as the edge's state; what is empty is left out. */
export function stateOf({ lists, basket }: Visit): Readonly<Record<string, readonly string[]>> {
  const inBasket = Object.keys(basket);
  return { ...lists, ...(inBasket.length > 0 && { products_basket: inBasket }) };
}
