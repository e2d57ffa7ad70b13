import type { DecideRequest, Nextmove, NextmoveOptions } from "./api.ts";
import { copyOf, pageDecision } from "./decide/decision.ts";
import { pageRecommendation } from "./decide/recommendation.ts";
import { createInertTracker } from "./tracker/inert.ts";

/** The SDK where there is no browser to run it, as on a server that renders the page. */
export function createInert(options: Pick<NextmoveOptions, "key" | "endpoint" | "case">): Nextmove {
  const nothing = () => {};
  return {
    ...createInertTracker(options),
    decide: async (request?: DecideRequest) => pageDecision(copyOf(request)),
    recommend: async (request) => pageRecommendation(copyOf(request)),
    select: nothing,
    reward: nothing,
    attributes: nothing,
  };
}
