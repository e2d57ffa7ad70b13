import { idOf, numberOf } from "../items/item-table.ts";
import { companionIn } from "./explain.ts";
import type { Recommender } from "../state/recommender.ts";
import type { Reason, Recommendation, RecommendationRequest } from "./request.ts";

/** Where the item was met together with which one of the request; for other reasons it is the latest. */
const LOGS: Partial<
  Record<RecommendationRequest["kind"], Partial<Record<Reason, "views" | "purchases">>>
> = {
  session: { near: "views", after: "views" },
  "bought-together": { bought: "purchases", associated: "views" },
};

/**
 * The item of the request that brought up another one, if one did. Not part of a recommendation: it takes
 * longer to find than the item's place, and more are recommended than are shown.
 */
export function becauseOf(
  recommender: Recommender,
  request: RecommendationRequest,
  { item, reason }: Pick<Recommendation, "item" | "reason">,
): string | null {
  if (reason === "popular" || reason === "searched") return null;
  if (reason === "viewed") return item;
  if (request.kind === "similar") return request.item;
  const { items, views, purchases } = recommender;
  const number = numberOf(items, item);
  if (number === undefined) return null;
  const known = itemsOf(request).flatMap((id) => numberOf(items, id) ?? []);
  const log = LOGS[request.kind]?.[reason];
  const source =
    log === undefined
      ? known.at(-1)
      : companionIn(log === "views" ? views : purchases, number, known);
  return source === undefined ? null : (idOf(items, source) ?? null);
}

function itemsOf(request: RecommendationRequest): readonly string[] {
  if (request.kind === "session") return request.session;
  return request.kind === "bought-together" ? request.items : [];
}
