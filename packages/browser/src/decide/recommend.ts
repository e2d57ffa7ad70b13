import type { RecommendedItem, RecommendRequest, Recommendation } from "../api.ts";
import { isRecord, isStrings } from "../plain/shape.ts";
import { isItems } from "./answer.ts";
import { askEdge, type Decider } from "./ask-edge.ts";
import { keepLastGood, lastGood } from "./last-good.ts";
import { pageItems, recommendationOf } from "./recommendation.ts";

/** The last list of a case. */
interface Shelf {
  /** Its kind and what it was about. */
  readonly for: string;
  readonly items: readonly RecommendedItem[];
}

/** Recommends at the edge, and at the deadline answers with what the browser knows. */
export async function recommend(
  decider: Decider,
  request: RecommendRequest,
): Promise<Recommendation> {
  const { listeners, kept, defaultCase = "" } = decider;
  const { case: caseId = defaultCase, kind, limit, products, deadline, state = {} } = request;
  const queryId = decider.newId();
  const { products_viewed: viewed } = state;
  const about = isStrings(products) ? products : undefined;
  const shelf = `${caseId}.items`;
  // What goes with one product, and why, is not true of another.
  const wanted = String([kind, about]);
  const isShelf = (value: unknown): value is Shelf =>
    isRecord(value) && value["for"] === wanted && isItems(value["items"]);
  const ranked = lastGood(kept, shelf, isShelf)?.items.slice(0, limit) ?? [];

  // The edge leaves what a list is about out of it, and learns from the state that it was looked at.
  const seen = about && { products_viewed: [...(isStrings(viewed) ? viewed : []), ...about] };
  const question = {
    what: "recommendation",
    case: caseId,
    deadline,
    state: { ...state, ...seen },
    more: { query_id: queryId, kind, limit, products: about, expand: true },
  } as const;
  const answer = await askEdge(decider, question, (late) =>
    keepLastGood(kept, shelf, { for: wanted, items: late.items } satisfies Shelf),
  );

  let made: Recommendation;
  if (answer) made = recommendationOf(queryId, caseId, "edge", answer.items, answer.token);
  else if (ranked.length > 0) made = recommendationOf(queryId, caseId, "last-good", ranked);
  else made = recommendationOf(queryId, caseId, "default", pageItems(request));
  listeners.emit("recommendation", made);
  return made;
}
