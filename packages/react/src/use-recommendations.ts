import type { Recommendation, RecommendedItem, RecommendRequest } from "nextmove";
import { type RefCallback, useCallback } from "react";
import { useProvided } from "./provider.ts";
import { useAnswer } from "./use-answer.ts";
import { useSeen } from "./use-seen.ts";

export interface RecommendationOptions {
  /** Another value asks for other recommendations. */
  readonly key?: string | number | undefined;
  /** `manual`: the component calls `nextmove.select(recommendation)` itself. Default `auto`, by `ref`. */
  readonly shown?: "auto" | "manual" | undefined;
}

export interface UsedRecommendations {
  /** Best first; empty while they are pending. */
  readonly items: readonly RecommendedItem[];
  readonly recommendation: Recommendation | undefined;
  readonly pending: boolean;
  /** Says which product was taken. */
  readonly select: (id: string) => void;
  /**
   * For the element around the products: they are shown when half of it is on the screen, or
   * it fills half of the window. Where the ref is not used, when the component is rendered.
   */
  readonly ref: RefCallback<Element>;
}

const NONE: readonly RecommendedItem[] = [];

/**
 * Asks for recommendations once per mounted component, and again when the case, the kind, the
 * products, the limit or `options.key` change; the state is read when it asks.
 */
export function useRecommendations(
  request: RecommendRequest = {},
  { key: ownKey, shown = "auto" }: RecommendationOptions = {},
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
  const hasToTell = shown === "auto" && recommendation !== undefined && items.length > 0;
  const ref = useSeen(key, hasToTell ? () => nextmove.select(recommendation) : undefined);
  return { items, recommendation, pending: recommendation === undefined, select, ref };
}
