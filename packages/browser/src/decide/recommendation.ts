import type { DecisionSource, RecommendedItem, RecommendRequest, Recommendation } from "../api.ts";
import { asItems } from "./answer.ts";
import { pageOrder } from "./decision.ts";

export const recommendationOf = (
  queryId: string,
  caseId: string,
  source: DecisionSource,
  items: readonly RecommendedItem[],
  token?: string,
): Recommendation => ({ queryId, case: caseId, source, items, action: items[0]?.id, token });

/** The page's own products; empty when it gave none, or something else. */
export const pageItems = (request: RecommendRequest): readonly RecommendedItem[] =>
  asItems(pageOrder(request));

/** The page's own products as a recommendation: nobody made it, so nothing is reported about it. */
export const pageRecommendation = (request: RecommendRequest): Recommendation =>
  recommendationOf("", request.case ?? "", "default", pageItems(request));
