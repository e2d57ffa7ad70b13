import type { RecommendRequest, Recommendation } from "../api.ts";
import { isStrings } from "../plain/shape.ts";
import { isItems } from "./answer.ts";
import { askEdge, type Decider } from "./ask-edge.ts";
import { keepLastGood, lastGood } from "./last-good.ts";
import { pageItems, recommendationOf } from "./recommendation.ts";

/** Recommends at the edge, and at the deadline answers with what the browser knows. */
export async function recommend(
  decider: Decider,
  request: RecommendRequest,
): Promise<Recommendation> {
  const { listeners, kept, defaultCase = "" } = decider;
  const { case: caseId = defaultCase, kind, limit, products, deadline, state = {} } = request;
  const queryId = decider.newId();
  const shelf = `${caseId}.items`;
  const ranked = lastGood(kept, shelf, isItems)?.slice(0, limit) ?? [];

  const { products_viewed: viewed } = state;
  const about = isStrings(products) ? products : undefined;
  // The edge leaves what a list is about out of it, and learns from the state that it was looked at.
  const seen = about && { products_viewed: [...(isStrings(viewed) ? viewed : []), ...about] };
  const question = {
    what: "recommendation",
    case: caseId,
    deadline,
    state: { ...state, ...seen },
    more: { query_id: queryId, kind, limit, products: about, expand: true },
  } as const;
  const answer = await askEdge(decider, question, (late) => keepLastGood(kept, shelf, late.items));

  let made: Recommendation;
  if (answer) made = recommendationOf(queryId, caseId, "edge", answer.items, answer.token);
  else if (ranked.length > 0) made = recommendationOf(queryId, caseId, "last-good", ranked);
  else made = recommendationOf(queryId, caseId, "default", pageItems(request));
  listeners.emit("recommendation", made);
  return made;
}
