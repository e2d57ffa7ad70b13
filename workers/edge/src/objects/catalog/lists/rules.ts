import type { FeedItem, ProductCondition, RecommendationSettings } from "@nextmove/contract";
import { effectivePrice } from "./effective-price.ts";

type Value = string | number | boolean;

const valuesOf = (item: FeedItem, field: string, now: number): readonly Value[] => {
  if (field === "price") return listed(effectivePrice(item, now));
  const named: Readonly<Record<string, unknown>> = { ...item, ...item.attributes };
  return listed(Object.hasOwn(named, field) ? named[field] : undefined);
};

const isValue = (value: unknown): value is Value =>
  ["string", "number", "boolean"].includes(typeof value);

const listed = (value: unknown): Value[] =>
  (Array.isArray(value) ? value : [value]).filter(isValue);

/** Feeds spell numbers and case as they like. */
export const folded = (value: Value): string => String(value).toLowerCase();

/** Whether a product fulfils a condition; what the feed does not say fulfils none. */
export const fulfils = (item: FeedItem, condition: ProductCondition, now: number): boolean => {
  const { field, in: wanted, min, max } = condition;
  const accepted = wanted && new Set(wanted.map(folded));
  return valuesOf(item, field, now).some((value) => {
    if (accepted && !accepted.has(folded(value))) return false;
    if (min === undefined && max === undefined) return true;
    const number = Number(value);
    return (
      number >= (min ?? Number.NEGATIVE_INFINITY) && number <= (max ?? Number.POSITIVE_INFINITY)
    );
  });
};

/** Whether a product can be had. */
export const isInStock = ({ availability, quantity }: FeedItem): boolean => {
  if (availability === "out_of_stock") return false;
  // What can be ordered ahead is sold without a stock.
  return availability !== "in_stock" || quantity === undefined || quantity > 0;
};

/** Whether a case's rules ask only that a product can be had. */
export const asksNothing = (settings: RecommendationSettings): boolean =>
  settings.exclude_out_of_stock &&
  settings.price_min === null &&
  settings.price_max === null &&
  settings.only.length === 0 &&
  settings.never.length === 0;

/** Whether the case's rules let a product be recommended. */
export const isOffered = (
  item: FeedItem,
  settings: RecommendationSettings,
  now: number,
): boolean => {
  if (settings.exclude_out_of_stock && !isInStock(item)) return false;
  const { price_min: least, price_max: most, only, never } = settings;
  if (least !== null || most !== null) {
    const price = effectivePrice(item, now);
    if (price === undefined || price < (least ?? 0) || price > (most ?? Infinity)) return false;
  }
  const holds = (condition: ProductCondition): boolean => fulfils(item, condition, now);
  return only.every(holds) && !never.some(holds);
};

/** What a product's score is multiplied by. */
export const boostOf = (item: FeedItem, { boost }: RecommendationSettings, now: number): number =>
  boost
    .filter((condition) => fulfils(item, condition, now))
    .reduce((product, { factor }) => product * factor, 1);
