import { z } from "zod";
import { feedItem } from "../feed/item.ts";
import { explanation } from "../nba/action.ts";
import { recommendationKind } from "./request.ts";

const { title, link, image_link, price } = feedItem.shape;

/** A recommended product; what the feed says of it as far as it says it. */
export const recommendedItem = z.object({
  id: z.string(),
  /** For a session the chance that it is looked at next, else a share of the best one's; 0: fills the list. */
  score: z.number(),
  /** In words that a visitor can read, as in "bought together with Red shoes"; of others what three visits did. */
  reason: z.string(),
  title,
  link,
  image_link,
  price,
  /** Where it holds now. */
  sale_price: price,
});
export type RecommendedItem = z.infer<typeof recommendedItem>;

/** Answer of `POST /recommendation/{case_id}`. */
export const recommendationResponse = z.object({
  query_id: z.string(),
  /** Ids of products, best first. */
  actions: z.array(z.string()),
  status: z.literal(1),
  meta: z.object({
    kind: recommendationKind,
    /** Why there is nothing to show. */
    reason: z.literal("no_items").optional(),
  }),
  /** With `expand`, in the order of `actions`. */
  items: z.array(recommendedItem).optional(),
  /** With `?explain=1`: how likely each product was to come where it is, given those before it. */
  explain: explanation.optional(),
  /** Under a publishable key, or with `?token=1`. */
  token: z.string().optional(),
});
export type RecommendationResponse = z.infer<typeof recommendationResponse>;
