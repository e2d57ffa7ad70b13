import type { RecommenderOptions } from "@nextmove/engine";

/**
 * What a recommender may hold beside the feed's index in an object's 128 MB: docs/storage.md has the
 * sum. Of more events the oldest make room, of more items those that nobody looks at.
 */
export const RECOMMENDER_BOUNDS: Partial<RecommenderOptions> = {
  mostItems: 200_000,
  mostEvents: 2 ** 21,
  mostPurchases: 2 ** 17,
  mostTokens: 3 * 2 ** 20,
};
