import type { ConsentState, Tracker, TrackerOptions } from "../api.ts";
import { VERSION } from "../version.ts";

/** The tracker where there is no browser to run it, as on a server that renders the page. */
export function createInertTracker({
  key,
  endpoint,
  case: caseId,
}: Pick<TrackerOptions, "key" | "endpoint" | "case">): Tracker {
  let state: ConsentState = "pending";
  const nothing = () => {};
  return {
    track: nothing,
    consent: (next = state) => (state = next),
    on: () => nothing,
    flush: async () => {},
    stop: nothing,
    inspect: () => ({
      version: VERSION,
      endpoint,
      key,
      case: caseId,
      consent: { state, reason: "no browser" },
      tab: "",
      pageId: "",
      journal: { events: 0, bytes: 0, durable: false },
      dropped: {},
      circuitOpen: false,
    }),
  };
}
