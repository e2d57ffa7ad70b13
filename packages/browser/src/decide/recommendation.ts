import type { RecommendRequest, Recommendation } from "../api.ts";
import { isStrings } from "../shape.ts";

/** The page's own products; empty when it gave none, or something else. */
export const pageProducts = ({ fallback, limit }: RecommendRequest): readonly string[] =>
  isStrings(fallback) ? fallback.slice(0, limit) : [];

/** The page's own products as a recommendation: nobody made it, so nothing is reported about it. */
export const pageRecommendation = (request: RecommendRequest): Recommendation => {
  const items = pageProducts(request).map((id) => ({ id }));
  const { case: caseId = "" } = request;
  return { queryId: "", case: caseId, source: "default", action: items[0]?.id, items };
};
