import type { Operation } from "../openapi/operation.ts";
import { testCycleEventsBody, testCycleEventsResponse } from "./event.ts";

const events = {
  method: "post",
  keys: ["secret", "publishable"],
  body: testCycleEventsBody,
  answer: testCycleEventsResponse,
  status: 202,
} as const;

/** Models compared over time. */
export const testCycleOperations: readonly Operation[] = [
  {
    ...events,
    path: "/v3/test-cycle/events",
    summary: "What happened with the visitors of a test: models, assistance, outcomes.",
  },
  { ...events, path: "/v3/events", summary: "The same as /v3/test-cycle/events." },
];
