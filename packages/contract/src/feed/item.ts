import { z } from "zod";
import { identifier } from "../identifiers.ts";
import {
  ADDRESS_LIMIT_CHARACTERS,
  ATTRIBUTE_LIMIT_CHARACTERS,
  LIST_LIMIT_ENTRIES,
  TEXT_LIMIT_CHARACTERS,
} from "./limits.ts";

const text = z.string().min(1).max(TEXT_LIMIT_CHARACTERS);
const address = z.string().max(ADDRESS_LIMIT_CHARACTERS);
const list = z.array(text).max(LIST_LIMIT_ENTRIES);

/** An amount as the feed states it; without a currency the feed named none. */
export const price = z.object({
  amount: z.number().min(0),
  /** ISO 4217, upper case. */
  currency: z.string().optional(),
});
export type Price = z.infer<typeof price>;

export const availability = z.enum(["in_stock", "out_of_stock", "preorder", "backorder"]);
export type Availability = z.infer<typeof availability>;

/**
 * A product in the one form all formats are read into. Texts are plain: markup was taken out, so whoever
 * prints them escapes them like any text.
 */
export const feedItem = z.object({
  id: identifier,
  /** What its variants have in common. */
  group_id: identifier.optional(),
  title: text.optional(),
  /** The first 500 characters. */
  description: text.optional(),
  link: address.optional(),
  image_link: address.optional(),
  price: price.optional(),
  sale_price: price.optional(),
  /** ISO 8601 interval in which the sale price holds. */
  sale_price_effective_date: text.optional(),
  availability,
  brand: text.optional(),
  /** From the widest to the narrowest. */
  category: list.optional(),
  /** As the shop words it. */
  product_type: text.optional(),
  tags: list.optional(),
  gtin: text.optional(),
  mpn: text.optional(),
  condition: text.optional(),
  quantity: z.number().optional(),
  /** What a sale brings after what it costs, in the price's currency. */
  margin: z.number().optional(),
  updated_at: text.optional(),
  /** Everything else the feed says, to filter and boost by. */
  attributes: z
    .record(
      z.string(),
      z.union([z.string().max(ATTRIBUTE_LIMIT_CHARACTERS), z.number(), z.boolean()]),
    )
    .optional(),
});
export type FeedItem = z.infer<typeof feedItem>;
