import type { Operation } from "../openapi/operation.ts";
import { testCycleEventsBody, testCycleEventsResponse } from "./event.ts";

/** Models compared over time. */
export const testCycleOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/v3/test-cycle/events",
    summary: "What happened with the visitors of a test: models, assistance, outcomes.",
    keys: ["secret", "publishable"],
    body: testCycleEventsBody,
    answer: testCycleEventsResponse,
    status: 202,
  },
];
