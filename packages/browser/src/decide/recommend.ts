import type { RecommendRequest, Recommendation } from "../api.ts";
import { isStrings } from "../shape.ts";
import { within } from "../within.ts";
import { askEdge } from "./ask-edge.ts";
import type { Decider } from "./decide.ts";
import { describe } from "./describe.ts";
import { keepLastShelf, lastShelf } from "./last-good.ts";
import { pageItems, readShelf, recommendationOf } from "./recommendation.ts";

/** Recommends at the edge, and at the deadline answers with what the browser knows. */
export async function recommend(
  decider: Decider,
  request: RecommendRequest,
): Promise<Recommendation> {
  const { platform, listeners, kept, defaultCase = "", deadlineMs } = decider;
  const { case: caseId = defaultCase, limit, products, deadline = deadlineMs } = request;
  const queryId = decider.newId();
  const ranked = lastShelf(kept, caseId)?.slice(0, limit) ?? [];

  const ask = async () => {
    if (!caseId) return "no case given";
    const description = describe(decider, request.state ?? {});
    const { products_viewed: viewed } = description.state;
    const place = isStrings(products)
      ? { products_viewed: [...(isStrings(viewed) ? viewed : []), ...products] }
      : undefined;
    const url = `${decider.endpoint}/v3/recommendation/${encodeURIComponent(caseId)}`;
    const state = { ...description.state, ...place };
    const body = { ...description, state, query_id: queryId, limit, expand: true };
    const answer = await askEdge(platform, url, body, readShelf);
    if (typeof answer !== "string") {
      keepLastShelf(kept, caseId, answer.items);
      decider.reached();
    }
    return answer;
  };

  const answer = await within(platform, deadline, ask().catch(String), "the deadline passed");
  let made: Recommendation;
  if (typeof answer !== "string") {
    made = recommendationOf(queryId, caseId, "edge", answer.items, answer.token);
  } else {
    listeners.fail("decide_failed", answer);
    made =
      ranked.length > 0
        ? recommendationOf(queryId, caseId, "last-good", ranked)
        : recommendationOf(queryId, caseId, "default", pageItems(request));
  }
  listeners.emit("recommendation", made);
  return made;
}
