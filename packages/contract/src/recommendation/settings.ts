import { z } from "zod";
import { identifier, storableText } from "../identifiers.ts";
import { ATTRIBUTE_LIMIT_CHARACTERS, ATTRIBUTE_NAME_LIMIT_CHARACTERS } from "../feed/limits.ts";

/** Every product that would make a list is held against these rules. */
const RULES_LIMIT = 20;
const VALUES_LIMIT = 100;
const PINS_LIMIT = 10;
/** One object tells all others every ten seconds what is new: with more of them that is too much for it. */
const REPLICAS_LIMIT = 16;

const values = z
  .array(z.union([z.string().max(ATTRIBUTE_LIMIT_CHARACTERS), z.number(), z.boolean()]))
  .min(1)
  .max(VALUES_LIMIT);

const condition = z.strictObject({
  /** A field of the feed (`brand`, `category`, `price`, `tags`, `margin`, …) or an attribute's name. */
  field: storableText(ATTRIBUTE_NAME_LIMIT_CHARACTERS),
  /** One of these; a list such as `category` has to hold one. */
  in: values.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
});
/** What a product has to be, as far as the feed says it: all that is named holds. */
export type ProductCondition = z.output<typeof condition>;

const rules = z.array(condition).max(RULES_LIMIT).default([]);
const atMost = z.int().min(1).nullable().default(null);
const amount = z.number().min(0).nullable().default(null);

/** How a case recommends. Every field has a default. */
export const recommendationSettings = z.strictObject({
  /** Leave out what the visitor has bought; false for what is bought again and again. */
  exclude_bought: z.boolean().default(true),
  /** Leave out what the feed says is out of stock. */
  exclude_out_of_stock: z.boolean().default(true),
  /** Always first, in this order, unless something forbids them. */
  pin: z.array(identifier).max(PINS_LIMIT).default([]),
  /** Scores of products are multiplied by the factors of what they fulfil. */
  boost: z
    .array(condition.extend({ factor: z.number().min(0).max(1000) }))
    .max(RULES_LIMIT)
    .default([]),
  /** Only products that fulfil all of these. */
  only: rules,
  /** No product that fulfils any of these. */
  never: rules,
  /** Price band, in the feed's amounts; of a sale the lower price. */
  price_min: amount,
  price_max: amount,
  /** Products of one category (the narrowest the feed names) or brand in a list, at most. */
  most_per_category: atMost,
  most_per_brand: atMost,
  /** Over how many objects visitors are spread, for more lists a second than one can make; each learns from all visits. */
  replicas: z.int().min(1).max(REPLICAS_LIMIT).default(1),
});
export type RecommendationSettings = z.output<typeof recommendationSettings>;
