import type { StoredEvent } from "@nextmove/contract";

export type TrackedEvent = Extract<StoredEvent, { type: "track" }>;

/** A search is a few words, and a product's id shorter. */
const TEXT_LIMIT_CHARACTERS = 100;

/** A product of an event, and how many of it. */
export interface Line {
  product: string;
  quantity: number;
}

/** An id or a search as it is kept; empty when there is none. */
export const textOf = (value: unknown): string =>
  (typeof value === "string" || typeof value === "number" ? String(value) : "")
    .trim()
    .slice(0, TEXT_LIMIT_CHARACTERS)
    .toWellFormed();

const lineOf = (item: unknown): Line[] => {
  if (typeof item !== "object" || item === null) return [];
  const { item_id: id, quantity } = item as Record<string, unknown>;
  const product = textOf(id);
  if (!product) return [];
  // Shops send numbers as texts too. Of anything else `Number` may throw.
  const count = typeof quantity === "number" || typeof quantity === "string" ? Number(quantity) : 1;
  return [{ product, quantity: count > 0 && Number.isFinite(count) ? count : 1 }];
};

/** What `items` of GA4's e-commerce events list. */
export const linesOf = ({ params }: TrackedEvent): Line[] => {
  const items = params["items"];
  return Array.isArray(items) ? items.flatMap(lineOf) : [];
};

/** Ids of the products an event is about. */
export const productsOf = (event: TrackedEvent): string[] =>
  linesOf(event).map(({ product }) => product);
