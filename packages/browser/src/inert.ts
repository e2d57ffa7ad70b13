import type { ConsentState, Nextmove } from "./api.ts";
import { copyOf, pageDecision } from "./decide/decision.ts";

/** The SDK where there is no browser to run it, as on a server that renders the page. */
export function createInert(): Nextmove {
  let state: ConsentState = "pending";
  const nothing = () => {};
  return {
    decide: async (request) => pageDecision(copyOf(request)),
    select: nothing,
    reward: nothing,
    attributes: nothing,
    consent: (next = state) => (state = next),
    on: () => nothing,
    flush: async () => {},
  };
}
