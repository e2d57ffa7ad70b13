import type { ConsentState, Inspection, Nextmove, NextmoveOptions } from "./api.ts";
import { copyOf, pageDecision } from "./decide/decision.ts";
import { pageRecommendation } from "./decide/recommendation.ts";
import { VERSION } from "./version.ts";

/** The SDK where there is no browser to run it, as on a server that renders the page. */
export function createInert({
  key,
  endpoint,
  case: caseId,
}: Pick<NextmoveOptions, "key" | "endpoint" | "case">): Nextmove {
  let state: ConsentState = "pending";
  const nothing = () => {};
  return {
    decide: async (request) => pageDecision(copyOf(request)),
    recommend: async (request) => pageRecommendation(copyOf(request)),
    track: nothing,
    select: nothing,
    reward: nothing,
    attributes: nothing,
    consent: (next = state) => (state = next),
    on: () => nothing,
    flush: async () => {},
    inspect: (): Inspection => ({
      version: VERSION,
      endpoint,
      key,
      case: caseId,
      consent: { state, reason: "page" },
      consumerId: undefined,
      session: undefined,
      tab: "",
      pageId: "",
      journal: { events: 0, bytes: 0, durable: false },
      dropped: {},
      circuitOpen: false,
      lastAnswer: undefined,
    }),
  };
}
