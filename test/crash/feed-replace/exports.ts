import { isDeepStrictEqual } from "node:util";

import type { FeedItem } from "@nextmove/contract";

/** Two megabytes: several times what is staged at once. */
const PRODUCTS = 3_000;
/** Every so many is in one export only. */
const OWN_EVERY = 4;

/** The products of a shop's n-th export. Every field but some ids says which one it is. */
export const exported = (n: number): FeedItem[] =>
  Array.from({ length: PRODUCTS }, (_, place) => ({
    id: place % OWN_EVERY === 0 ? `export-${n}-${place}` : `product-${place}`,
    title: `Lamp ${place} of export ${n}`,
    description: Array<string>(25).fill(`Export ${n}.`).join(" "),
    link: `https://shop.example/${n}/${place}`,
    image_link: `https://shop.example/${n}/${place}.jpg`,
    price: { amount: n, currency: "EUR" },
    availability: "in_stock",
    brand: `Brand ${n}`,
    mpn: `mpn-${n}-${place}`,
  }));

/** As it is sent: JSON lines. */
export const linesOf = (items: readonly FeedItem[]): string =>
  items.map((item) => `${JSON.stringify(item)}\n`).join("");

/** The first products that are not the same in both: a list of thousands that differ says no more. */
export const differences = (
  found: readonly FeedItem[],
  expected: readonly FeedItem[],
): (FeedItem | undefined)[][] =>
  Array.from({ length: Math.max(found.length, expected.length) }, (_, place) => place)
    .filter((place) => !isDeepStrictEqual(found[place], expected[place]))
    .slice(0, 3)
    .map((place) => [found[place], expected[place]]);

/** Which export a product is of, by the one of its fields that a list names, too. */
export const exportOf = ({ title = "" }: Pick<FeedItem, "title">): number =>
  Number(/ of export (\d+)$/.exec(title)?.[1]);

/** How much there is of products, by their ids. */
export type Quantities = ReadonlyMap<string, number>;

/** A catalogue after updates that came one after the other. */
export const withQuantities = (
  items: readonly FeedItem[],
  ...updates: readonly (Quantities | undefined)[]
): FeedItem[] => {
  const quantities = new Map(updates.flatMap((update) => [...(update ?? [])]));
  return items.map((item) => {
    const quantity = quantities.get(item.id);
    return quantity === undefined ? item : { ...item, quantity };
  });
};
