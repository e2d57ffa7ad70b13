import type { Recommendation, RecommendedItem, RecommendRequest } from "nextmove";
import { useCallback } from "react";
import { useProvided } from "./provider.ts";
import { useAnswer } from "./use-answer.ts";

export interface UsedRecommendations {
  /** Best first; empty while they are pending. */
  readonly items: readonly RecommendedItem[];
  readonly recommendation: Recommendation | undefined;
  readonly pending: boolean;
  /** Says which product was taken. */
  readonly select: (id: string) => void;
}

const NONE: readonly RecommendedItem[] = [];

/**
 * Asks for recommendations once per mounted component, and again when the case, the kind, the
 * products, the limit or `key` change; the state is read when it asks.
 */
export function useRecommendations(
  request: RecommendRequest = {},
  ownKey?: string | number,
): UsedRecommendations {
  const { nextmove } = useProvided();
  const key = JSON.stringify([request.case, request.kind, request.products, request.limit, ownKey]);
  const recommendation = useAnswer(key, () => nextmove.recommend(request));
  const select = useCallback(
    (id: string) => {
      if (recommendation) nextmove.select(recommendation, id);
    },
    [nextmove, recommendation],
  );
  const items = recommendation?.items ?? NONE;
  return { items, recommendation, pending: recommendation === undefined, select };
}
