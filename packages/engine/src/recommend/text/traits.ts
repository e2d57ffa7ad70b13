import { powerOfTwo, widened } from "../../numeric/room.ts";
import { hash32 } from "../../random/hash.ts";
import type { ItemText } from "./words.ts";

/**
 * What the feed says of items as the head looks at them, by item number: 10 bytes an item, so that
 * no list has to read it from the feed.
 */
export interface Traits {
  /** 16-bit hashes, 0 for what the feed does not say: of the narrowest category, the widest, the brand. */
  narrow: Uint16Array;
  wide: Uint16Array;
  brand: Uint16Array;
  /** ln of the price; NaN where it is not known. */
  logPrice: Float32Array;
}

const LEAST_ITEMS = 256;

export function createTraits(): Traits {
  return {
    narrow: new Uint16Array(LEAST_ITEMS),
    wide: new Uint16Array(LEAST_ITEMS),
    brand: new Uint16Array(LEAST_ITEMS),
    logPrice: new Float32Array(LEAST_ITEMS).fill(NaN),
  };
}

/** Takes up what the feed says of an item, in place of what it said before. */
export function noteTraits(traits: Traits, item: number, text: ItemText): void {
  if (item >= traits.narrow.length) widen(traits, item);
  const { category = [], brand, price } = text;
  traits.narrow[item] = hash16("category", category.at(-1));
  traits.wide[item] = category.length > 1 ? hash16("category", category[0]) : 0;
  traits.brand[item] = hash16("brand", brand);
  traits.logPrice[item] = price !== undefined && price > 0 ? Math.log(price) : NaN;
}

/** An item's number will stand for another, of which nothing is known. */
export function forgetTraits(traits: Traits, item: number): void {
  if (item < traits.narrow.length) noteTraits(traits, item, { title: "" });
}

function hash16(field: string, value: string | undefined): number {
  return value === undefined ? 0 : 1 + (hash32(`${field}:${value.toLowerCase()}`) % 0xffff);
}

function widen(traits: Traits, item: number): void {
  const size = powerOfTwo(item + 1);
  for (const name of ["narrow", "wide", "brand"] as const) {
    traits[name] = widened(traits[name], size);
  }
  const logPrice = new Float32Array(size).fill(NaN);
  logPrice.set(traits.logPrice);
  traits.logPrice = logPrice;
}
