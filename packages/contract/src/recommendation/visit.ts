import { isIdentifier } from "../identifiers.ts";

/** What a request says of a visit; in every list the latest is last. */
export interface KnownVisit {
  pageId?: string;
  searches: string[];
  viewed: string[];
  scrolled: string[];
  basket: string[];
  bought: string[];
}

const storable = (text: string): string | undefined => (isIdentifier(text) ? text : undefined);

/** A product's id or a search, as pages spell them: also a number, or an item as GA4 has it. */
const textOf = (value: unknown): string | undefined => {
  if (typeof value === "string") return storable(value.trim());
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return undefined;
  const { item_id: itemId, id } = value as Readonly<Record<string, unknown>>;
  return typeof itemId === "object" || typeof id === "object" ? undefined : textOf(itemId ?? id);
};

/** A list of ids as pages spell them; what cannot be one is passed over. */
export const idsOf = (value: unknown): string[] => {
  const entries = Array.isArray(value) ? value : [value];
  return entries.flatMap((entry) => textOf(entry) ?? []);
};

/**
 * Reads the state of a recommendation. It never fails: what cannot be an id or a search says nothing
 * of the visit, and a shop's page gets its answer all the same.
 */
export const visitOf = (state: Readonly<Record<string, unknown>>): KnownVisit => {
  const own = (name: string): unknown => (Object.hasOwn(state, name) ? state[name] : undefined);
  const pageId = textOf(own("page_id"));
  return {
    ...(pageId === undefined ? {} : { pageId }),
    searches: idsOf(own("search_strings")),
    viewed: idsOf(own("products_viewed")),
    scrolled: idsOf(own("products_scrolled")),
    basket: idsOf(own("products_basket")),
    bought: idsOf(own("products_bought")),
  };
};
