/**
 * React bindings of the Nextmove browser SDK.
 *
 * @module
 * @example
 * const nextmove = createNextmove({ key: "pk_live_…", endpoint: "https://next.example.com", case: "shop" });
 * root.render(<NextmoveProvider nextmove={nextmove}><Banner /></NextmoveProvider>);
 *
 * function Banner() {
 *   const { decision, ref } = useDecision({ actions: ["free_shipping", "gift_wrap"] });
 *   return <p ref={ref}>{decision && TEXTS[decision.action]}</p>;
 * }
 */
export { NextmoveProvider, type NextmoveProviderProps, useNextmove } from "./provider.ts";
export { useDecision, type DecisionOptions, type UsedDecision } from "./use-decision.ts";
export {
  useRecommendations,
  type RecommendationOptions,
  type UsedRecommendations,
} from "./use-recommendations.ts";
export { useReward } from "./use-reward.ts";
