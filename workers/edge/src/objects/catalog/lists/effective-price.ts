import type { FeedItem, Price } from "@nextmove/contract";

/** Whether now is within an ISO 8601 interval, as in `2026-01-01T00:00Z/2026-02-01T00:00Z`. */
const isWithin = (interval: string, now: number): boolean => {
  const [from = "", to = ""] = interval.split("/");
  const [start, end] = [Date.parse(from), Date.parse(to)];
  // An interval that cannot be read bounds nothing.
  return !(now < start) && !(now > end);
};

/** The sale price, while it holds. */
export const salePriceOf = (item: FeedItem, now: number): Price | undefined => {
  const { sale_price: sale, sale_price_effective_date: interval } = item;
  return sale && (interval === undefined || isWithin(interval, now)) ? sale : undefined;
};

/** What a product costs now. */
export const effectivePrice = (item: FeedItem, now: number): number | undefined =>
  (salePriceOf(item, now) ?? item.price)?.amount;
