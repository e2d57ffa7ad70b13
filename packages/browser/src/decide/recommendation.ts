import type { DecisionSource, RecommendedItem, RecommendRequest, Recommendation } from "../api.ts";
import { isRecord, isString, isStrings } from "../shape.ts";

/** What the edge recommends. */
export interface Shelf {
  readonly items: readonly RecommendedItem[];
  readonly token: string | undefined;
}

const isItem = (value: unknown): value is RecommendedItem =>
  isRecord(value) && isString(value["id"]);

export const isItems = (value: unknown): value is readonly RecommendedItem[] =>
  Array.isArray(value) && value.every(isItem);

const asItems = (ids: readonly string[]): readonly RecommendedItem[] => ids.map((id) => ({ id }));

/** From the edge's answer: its items, or only their ids. */
export function readShelf(body: unknown): Shelf | undefined {
  if (!isRecord(body)) return undefined;
  const { items, actions, token } = body;
  const found = isItems(items) ? items : isStrings(actions) ? asItems(actions) : [];
  if (found.length === 0) return undefined;
  return { items: found, token: isString(token) ? token : undefined };
}

/** The page's own products; empty when it gave none, or something else. */
export const pageItems = ({ fallback, limit }: RecommendRequest): readonly RecommendedItem[] =>
  isStrings(fallback) ? asItems(fallback.slice(0, limit)) : [];

export const recommendationOf = (
  queryId: string,
  caseId: string,
  source: DecisionSource,
  items: readonly RecommendedItem[],
  token?: string,
): Recommendation => ({ queryId, case: caseId, source, items, action: items[0]?.id, token });

/** The page's own products as a recommendation: nobody made it, so nothing is reported about it. */
export const pageRecommendation = (request: RecommendRequest): Recommendation =>
  recommendationOf("", request.case ?? "", "default", pageItems(request));
