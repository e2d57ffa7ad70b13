import type { Feature } from "../mixture/mixture.ts";

/** What is asked for. Ids that nobody has seen are passed over. */
export type RecommendationRequest =
  | {
      /** What this visitor may look at next. */
      readonly kind: "session";
      /** Items looked at, the latest last. */
      readonly session: readonly string[];
      /** As in `ItemEvent`: then the visitor's own session is not taken for another's. */
      readonly visitor?: string;
      readonly search?: string;
    }
  | { readonly kind: "similar"; readonly item: string }
  | {
      /** What goes with these, bought or in baskets. */
      readonly kind: "bought-together";
      readonly items: readonly string[];
    }
  | { readonly kind: "trending" }
  | { readonly kind: "search"; readonly search: string };

export interface RecommendationOptions {
  readonly limit: number;
  /** Milliseconds. */
  readonly now: number;
  /** Never recommended, nor other variants of these: bought, in the basket, on the page. */
  readonly exclude?: ReadonlySet<string>;
  /** What rules allow: in stock, a price band, a category. Asked only of items that would make the list. */
  readonly allowed?: (item: string) => boolean;
}

/** Which part speaks for an item most. */
export type Reason = Exclude<Feature, "returning" | "latest"> | "bought";

export interface Recommendation {
  readonly item: string;
  /**
   * For a session the probability that it is looked at next, for other kinds a share of the best
   * one's score; what only fills the list has 0.
   */
  readonly score: number;
  /** See also `becauseOf`. */
  readonly reason: Reason;
  /** What speaks for it beside what others did, where that is its reason and there is more. */
  readonly otherwise?: Reason;
}
