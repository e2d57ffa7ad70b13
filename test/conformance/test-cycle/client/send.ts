import { type TestCycleEventsResponse, testCycleEventsResponse } from "@nextmove/contract";
import { expect } from "vitest";

import type { Api } from "../../nba/client/api.ts";
import type { Request } from "../../nba/client/http.ts";

export const EVENTS = "/v3/test-cycle/events";

/** Sends events and insists on an answer of the documented shape. */
export const senderOf =
  ({ call }: Pick<Api, "call">) =>
  async (
    body: unknown,
    { path = EVENTS, ...request }: Omit<Request, "body"> & { path?: string } = {},
  ): Promise<TestCycleEventsResponse> => {
    const answer = await call("POST", path, { ...request, body });
    expect([202, 400], answer.text).toContain(answer.status);
    const parsed = testCycleEventsResponse.strict().parse(answer.json);
    expect(parsed.status).toBe(answer.status === 202 ? 1 : 0);
    return parsed;
  };
