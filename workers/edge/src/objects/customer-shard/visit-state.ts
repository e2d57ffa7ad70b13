import type { StoredEvent, VisitState } from "@nextmove/contract";

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

export type TrackedEvent = Extract<StoredEvent, { type: "track" }>;

/** What lies further back says little about what comes next. */
const REMEMBERED_VALUES = 20;
/** A basket is kept in full; beyond this it is a script's. */
const BASKET_LIMIT_PRODUCTS = 100;
/** Product ids are short; a longer one is no id. */
const PRODUCT_LIMIT_CHARACTERS = 64;
const SEARCH_LIMIT_CHARACTERS = 100;
const PAGE_LIMIT_CHARACTERS = 128;

export const NEW_VISIT: Visit = { searches: [], viewed: [], scrolled: [], basket: [], bought: [] };

interface Line {
  product: string;
  quantity: number;
}

const lineOf = (item: unknown): Line[] => {
  if (typeof item !== "object" || item === null) return [];
  const { item_id: id, quantity } = item as Record<string, unknown>;
  const product = typeof id === "number" ? String(id) : id;
  if (typeof product !== "string" || product.length > PRODUCT_LIMIT_CHARACTERS) return [];
  if (!product.trim()) return [];
  // Shops send numbers as texts too. Of anything else `Number` may throw.
  const count = typeof quantity === "number" || typeof quantity === "string" ? Number(quantity) : 1;
  return [{ product, quantity: count > 0 && Number.isFinite(count) ? count : 1 }];
};

/** What `items` of GA4's e-commerce events list. */
const linesOf = ({ params }: TrackedEvent): Line[] => {
  const items = params["items"];
  return Array.isArray(items) ? items.flatMap(lineOf) : [];
};

/** The last of them, each once, most recent last. */
const remembered = (before: readonly string[], more: readonly string[]): string[] =>
  [...new Set([...before.filter((value) => !more.includes(value)), ...more])].slice(
    -REMEMBERED_VALUES,
  );

const productsOf = (event: TrackedEvent): string[] => linesOf(event).map(({ product }) => product);

/** The basket after so many more, or fewer, of some products. */
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

const afterNamed = (visit: Visit, event: TrackedEvent): Visit => {
  const { basket } = visit;
  switch (event.name) {
    case "view_item":
      return { ...visit, viewed: remembered(visit.viewed, productsOf(event)) };
    case "item_impression":
    case "view_item_list":
      return { ...visit, scrolled: remembered(visit.scrolled, productsOf(event)) };
    case "add_to_cart":
      return { ...visit, basket: changed(basket, linesOf(event), 1) };
    case "remove_from_cart":
      return { ...visit, basket: changed(basket, linesOf(event), -1) };
    case "view_cart":
    case "begin_checkout": {
      // They name the whole basket, so what was missed before is made good.
      const lines = linesOf(event);
      return lines.length > 0 ? { ...visit, basket: changed([], lines, 1) } : visit;
    }
    case "purchase":
      return { ...visit, basket: [], bought: remembered(visit.bought, productsOf(event)) };
    case "search":
    case "view_search_results": {
      const term = event.params["search_term"];
      if (typeof term !== "string" || !term.trim()) return visit;
      const search = term.trim().slice(0, SEARCH_LIMIT_CHARACTERS).toWellFormed();
      return { ...visit, searches: remembered(visit.searches, [search]) };
    }
    default:
      return visit;
  }
};

/**
 * What is known after one more event; names and parameters are GA4's. The same as the SDK makes of
 * them in `packages/browser/src/visit`, so that it does not matter who tells the state.
 */
export const afterEvent = (visit: Visit, event: TrackedEvent): Visit => {
  const next = afterNamed(visit, event);
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
