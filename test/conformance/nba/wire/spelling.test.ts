import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";

const { call, decide, putCase } = sharedApi();

describe("the spelling of consumer_id", () => {
  it.each(["consumer_id", "customer_id", "consumerId", "customerId"])("may be %s", async (name) => {
    const caseId = await putCase(`spelling-${name}`);
    const body = { query_id: "q", actions: ["a", "b"] };
    await decide(caseId, { ...body, consumer_id: "someone" });
    // The same consumer under another name is the same request, and another consumer is not.
    const same = await call("POST", `/v3/action/${caseId}`, {
      body: { ...body, [name]: "someone" },
    });
    const other = await call("POST", `/v3/action/${caseId}`, {
      body: { ...body, [name]: "other" },
    });
    expect([same.status, other.status]).toEqual([200, 409]);
  });
});
