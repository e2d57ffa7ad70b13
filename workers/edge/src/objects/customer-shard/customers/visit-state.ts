import type { VisitState } from "@nextmove/contract";
import {
  type Line,
  linesOf,
  textOf,
  type TrackedEvent,
} from "../../../protocol/customer-shard/tracked-event.ts";

/** What is known of a visit, in the order it happened. */
export interface Visit {
  pageId?: string;
  searches: readonly string[];
  viewed: readonly string[];
  scrolled: readonly string[];
  /** How many of each product. */
  basket: readonly (readonly [product: string, quantity: number])[];
  bought: readonly string[];
}

/** What lies further back says little about what comes next. */
const REMEMBERED_VALUES = 20;
/** A basket is kept in full; beyond this it is a script's. */
const BASKET_LIMIT_PRODUCTS = 100;
const PAGE_LIMIT_CHARACTERS = 128;

export const NEW_VISIT: Visit = { searches: [], viewed: [], scrolled: [], basket: [], bought: [] };

/** The last of them, each once, most recent last. */
const remembered = (before: readonly string[], more: readonly string[]): string[] =>
  [...new Set([...before.filter((value) => !more.includes(value)), ...more])].slice(
    -REMEMBERED_VALUES,
  );

/** The basket after some products were added, or taken out. */
const changed = (
  basket: Visit["basket"],
  lines: readonly Line[],
  sign: 1 | -1,
): Visit["basket"] => {
  const counts = new Map(basket);
  for (const { product, quantity } of lines) {
    const count = (counts.get(product) ?? 0) + sign * quantity;
    if (count > 0) counts.set(product, count);
    else counts.delete(product);
  }
  return [...counts].slice(-BASKET_LIMIT_PRODUCTS);
};

/** A search; without words it is none. */
const afterSearch = (visit: Visit, event: TrackedEvent): Visit => {
  const search = textOf(event.params["search_term"]);
  return search ? { ...visit, searches: remembered(visit.searches, [search]) } : visit;
};

/** An event about products; one that names none says nothing. */
const afterProducts = (visit: Visit, event: TrackedEvent): Visit => {
  const lines = linesOf(event);
  if (lines.length === 0) return visit;
  const products = lines.map(({ product }) => product);
  switch (event.name) {
    case "view_item":
      return { ...visit, viewed: remembered(visit.viewed, products) };
    case "item_impression":
    case "view_item_list":
      return { ...visit, scrolled: remembered(visit.scrolled, products) };
    case "add_to_cart":
      return { ...visit, basket: changed(visit.basket, lines, 1) };
    case "remove_from_cart":
      return { ...visit, basket: changed(visit.basket, lines, -1) };
    case "view_cart":
    case "begin_checkout":
      // They name the whole basket, so what was missed before is made good.
      return { ...visit, basket: changed([], lines, 1) };
    case "purchase":
      return { ...visit, basket: [], bought: remembered(visit.bought, products) };
    default:
      return visit;
  }
};

/**
 * What is known after one more event; names and parameters are GA4's. The same as the SDK makes of
 * them in `packages/browser/src/visit`, so that it does not matter who tells the state.
 */
export const afterEvent = (visit: Visit, event: TrackedEvent): Visit => {
  const isSearch = event.name === "search" || event.name === "view_search_results";
  const next = isSearch ? afterSearch(visit, event) : afterProducts(visit, event);
  const pageId = event.page_id?.slice(0, PAGE_LIMIT_CHARACTERS).toWellFormed();
  return pageId === undefined ? next : { ...next, pageId };
};

const listed = <Name extends keyof VisitState>(
  name: Name,
  values: readonly string[],
): Partial<Record<Name, string[]>> =>
  values.length > 0 ? ({ [name]: [...values] } as Partial<Record<Name, string[]>>) : {};

/** The state as a request would spell it; what is empty is left out. */
export const stateOf = (visit: Visit): VisitState => ({
  ...(visit.pageId === undefined ? {} : { page_id: visit.pageId }),
  ...listed("search_strings", visit.searches),
  ...listed("products_viewed", visit.viewed),
  ...listed("products_scrolled", visit.scrolled),
  ...listed(
    "products_basket",
    visit.basket.map(([product]) => product),
  ),
  ...listed("products_bought", visit.bought),
});
