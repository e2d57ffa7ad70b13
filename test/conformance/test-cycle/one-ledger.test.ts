import { testCycleReport } from "@nextmove/contract";
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";

import { DAY_MS, sharedApi } from "../nba/client/api.ts";
import { ADMIN_KEY } from "../nba/client/http.ts";
import { testCycleOf } from "./client/exported.ts";
import { senderOf } from "./client/send.ts";

const api = sharedApi();
const { call, decide } = api;
const send = senderOf(api);

const openPeriod = async () => {
  const caseId = await api.putCase(`ledger-${randomUUID()}`, { actions: ["a", "b"] });
  const periodId = `ledger-${randomUUID()}`;
  const models = [
    { modelId: `reference-${periodId}`, role: "reference" },
    { modelId: "live", role: "test" },
  ];
  const answer = await call("PUT", `/v3/test-cycle/periods/${periodId}`, {
    key: ADMIN_KEY,
    body: { caseId, start: Date.now() - DAY_MS, end: Date.now() + DAY_MS, models },
  });
  expect(answer.status, answer.text).toBe(200);
  return { caseId, periodId };
};

/** Lets all objects tell each other what they have to. */
const settle = async (): Promise<void> => {
  const answer = await call("POST", "/dev/clock", { body: { advance_ms: 10_000 } });
  expect(answer.status).toBe(200);
};

/** Money and sales of all models of a period together. */
const soldIn = async (periodId: string) => {
  const answer = await call("GET", `/v3/test-cycle/periods/${periodId}/report`);
  const { models } = testCycleReport.parse(answer.json);
  const channels = models.flatMap((model) => model.channels);
  return {
    revenue: models.reduce((sum, { revenue }) => sum + revenue, 0),
    sales: channels.reduce((sum, { sales }) => sum + sales, 0),
  };
};

it("counts an order once that a purchase and an outcome tell of, and takes its refund off", async () => {
  const { caseId, periodId } = await openPeriod();
  const [consumer_id, order_id] = [randomUUID(), randomUUID()];
  const reward = async (query_id: string, event_type: string, value: number) => {
    const body = { query_id, event_type, value, order_id };
    const answer = await call("POST", `/v3/reward/${caseId}`, { body });
    expect(answer.status, answer.text).toBe(200);
  };
  // Two decisions led to it; each learns from it.
  for (const { query_id } of [
    await decide(caseId, { consumer_id, state: {} }),
    await decide(caseId, { consumer_id, state: {} }),
  ]) {
    await reward(query_id, "purchase", 60);
  }
  await settle();
  expect(await soldIn(periodId)).toEqual({ revenue: 60, sales: 1 });

  const outcome = { type: "outcome", userTrackingId: consumer_id, outcomeId: "sales_2" };
  await send({ ...outcome, orderId: order_id, value: 58 });
  await settle();
  expect(await soldIn(periodId)).toEqual({ revenue: 58, sales: 1 });

  const { query_id } = await decide(caseId, { consumer_id, state: {} });
  await reward(query_id, "refund", 20);
  await settle();
  expect(await soldIn(periodId)).toEqual({ revenue: 38, sales: 1 });
});

it("counts an order for the visitor whom a server names, not for whom a page does", async () => {
  const { caseId, periodId } = await openPeriod();
  const [buyer, other] = [randomUUID(), randomUUID()];
  const order_id = randomUUID();
  for (const consumer_id of [buyer, other]) {
    await decide(caseId, { consumer_id, state: {} });
    await settle();
    expect(await testCycleOf(api, consumer_id)).toHaveLength(1);
  }
  const outcome = { type: "outcome", outcomeId: "sales", orderId: order_id, value: 50 };
  await send({ ...outcome, userTrackingId: other, value: 70 }, { key: "pk_test_demo" });
  await send({ ...outcome, userTrackingId: buyer });
  await settle();
  expect(await soldIn(periodId)).toEqual({ revenue: 50, sales: 1 });
});
