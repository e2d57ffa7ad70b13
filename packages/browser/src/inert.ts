import type { DecideRequest, Nextmove, NextmoveOptions } from "./api.ts";
import { copyOf, pageDecision } from "./decide/decision.ts";
import { pageRecommendation } from "./decide/recommendation.ts";
import { createInertTracker } from "./tracker/inert.ts";

/** The SDK where there is no browser to run it, as on a server that renders the page. */
export function createInert(options: Pick<NextmoveOptions, "key" | "endpoint" | "case">): Nextmove {
  const nothing = () => {};
  const withCase = <Request extends object>(request: Request | undefined) => ({
    case: options.case,
    ...copyOf(request),
  });
  return {
    ...createInertTracker(options),
    decide: async (request?: DecideRequest) => pageDecision(withCase(request)),
    recommend: async (request) => pageRecommendation(withCase(request)),
    select: nothing,
    reward: nothing,
    attributes: nothing,
  };
}
