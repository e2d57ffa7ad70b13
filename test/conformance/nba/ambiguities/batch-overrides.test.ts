import { refusedBatch } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, decideBatch, putCase } = sharedApi();

const customers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ query_id: `c-${index}` }));

describe("a batch's shared settings and size", () => {
  it("gives way to a customer's own actions and limit", async () => {
    await putCase("overrides");
    const [shared, own, limited] = await decideBatch("overrides", {
      customers: [{}, { actions: ["x", "y", "z"] }, { limit: 1 }],
      actions: ["a", "b", "c"],
      limit: 2,
    });
    expect(shared?.actions).toHaveLength(2);
    expect(own?.actions).toHaveLength(2);
    expect(["x", "y", "z"]).toEqual(expect.arrayContaining(own?.actions ?? []));
    expect(limited?.actions).toHaveLength(1);
  });

  it("takes 500 items", async () => {
    await putCase("batch-500");
    const body = { customers: customers(500), actions: ["a", "b"], test_api: true };
    expect(await decideBatch("batch-500", body)).toHaveLength(500);
  });

  it.each([
    ["/v3/action/batch-501/batch", { customers: customers(501), actions: ["a", "b"] }],
    [
      "/v3/action/batch-501/select/batch",
      { selection: customers(501).map((item) => ({ ...item, action: "a" })) },
    ],
    [
      "/v3/reward/batch-501/batch",
      { rewards: customers(501).map((item) => ({ ...item, value: 1 })) },
    ],
  ])("refuses 501 at %s", async (path, body) => {
    await putCase("batch-501");
    refused(await call("POST", path, { body }), 413, "batch_too_large", refusedBatch);
  });
});
