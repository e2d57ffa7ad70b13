import { outcomesResponse } from "@nextmove/contract";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../nba/client/api.ts";
import { ADMIN_KEY, PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { refused } from "../nba/client/problem.ts";
import { senderOf } from "./client/send.ts";

const api = sharedApi();
const { call } = api;
const send = senderOf(api);

const PATH = "/v3/test-cycle/outcomes";
const put = async (body: unknown) => {
  const answer = await call("PUT", PATH, { key: ADMIN_KEY, body });
  expect(answer.status, answer.text).toBe(200);
  return outcomesResponse.strict().parse(answer.json).outcomes;
};
const name = (): string => `sales_${randomUUID()}`;

describe("the catalogue of outcomes", () => {
  it("takes one entry, a list and {outcomes}, and replaces by name", async () => {
    const [one, two, three] = [name(), name(), name()];
    await put({ outcomeId: one, category: "sales", revenue: 40, cost: 2 });
    await put([{ outcome_id: two, category: "support", cost: 6 }]);
    await put({ outcomes: [{ outcomeId: three, category: "none" }] });
    await put({ outcomeId: one, category: "sales", revenue: 50, maximum: 80 });
    const answer = await call("GET", PATH, { key: ADMIN_KEY });
    const { outcomes } = outcomesResponse.strict().parse(answer.json);
    expect(outcomes).toContainEqual({
      outcomeId: one,
      category: "sales",
      revenue: 50,
      cost: 0,
      maximum: 80,
    });
    expect(outcomes).toContainEqual({ outcomeId: two, category: "support", revenue: 0, cost: 6 });
    expect(outcomes).toContainEqual({ outcomeId: three, category: "none", revenue: 0, cost: 0 });
    await call("DELETE", `${PATH}/${three}`, { key: ADMIN_KEY });
    const left = outcomesResponse.parse((await call("GET", PATH, { key: ADMIN_KEY })).json);
    expect(left.outcomes.map(({ outcomeId }) => outcomeId)).not.toContain(three);
  });

  it("refuses what it does not know, and keys it is not for", async () => {
    const bad = { outcomeId: "x", category: "gift" };
    refused(await call("PUT", PATH, { key: ADMIN_KEY, body: bad }), 400, "invalid_body");
    refused(await call("GET", PATH), 403, "forbidden");
  });
});

describe("money that a browser reports", () => {
  const headers = { origin: "https://shop.example" };
  const fromBrowser = (event: object) => send(event, { key: PUBLISHABLE_KEY, headers });
  const outcome = (change: object) => ({
    type: "outcome",
    userTrackingId: randomUUID(),
    outcomeId: "sales_2",
    ...change,
  });

  it("is bounded, and is never a refund or a cost", async () => {
    expect(await fromBrowser(outcome({ value: 59.9 }))).toMatchObject({ accepted: 1 });
    for (const money of [{ value: 10_001 }, { value: -1 }, { cost: 1 }]) {
      expect(await fromBrowser(outcome(money))).toMatchObject({
        accepted: 0,
        rejected: [{ index: 0, code: "value_refused" }],
      });
      expect(await send(outcome(money))).toMatchObject({ accepted: 1 });
    }
  });

  it("is bounded by the catalogue where it says so", async () => {
    const outcomeId = name();
    await put({ outcomeId, category: "sales", maximum: 100 });
    expect(await fromBrowser(outcome({ outcomeId, value: 100 }))).toMatchObject({ accepted: 1 });
    expect(await fromBrowser(outcome({ outcomeId, value: 101 }))).toMatchObject({ accepted: 0 });
  });
});
