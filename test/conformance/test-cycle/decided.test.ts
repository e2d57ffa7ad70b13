import { assignResponse } from "@nextmove/contract";
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";

import { DAY_MS, sharedApi } from "../nba/client/api.ts";
import { ADMIN_KEY } from "../nba/client/http.ts";
import { testCycleOf } from "./client/exported.ts";

const api = sharedApi();
const { call, decide } = api;

const ACTIONS = ["a", "b", "c"];

/** A case whose decisions are compared with the shop's own order. */
const openPeriod = async (settings: object = {}) => {
  const caseId = await api.putCase(`tc-${randomUUID()}`, { actions: ACTIONS, ...settings });
  const periodId = `p-${randomUUID()}`;
  const answer = await call("PUT", `/v3/test-cycle/periods/${periodId}`, {
    key: ADMIN_KEY,
    body: {
      caseId,
      start: Date.now() - DAY_MS,
      end: Date.now() + DAY_MS,
      models: [
        { modelId: "reference_v16", role: "reference" },
        { modelId: "live", role: "test" },
      ],
    },
  });
  expect(answer.status, answer.text).toBe(200);
  return { caseId, periodId };
};
/** The log of decisions hands them over every two seconds. */
const told = () => api.advance(2_500);
const modelOf = async (caseId: string, body: object): Promise<unknown> => {
  const { query_id } = await decide(caseId, { ...body, state: {} });
  const answer = await call("GET", `/dev/decisions/${caseId}/${query_id}`);
  return answer.json;
};
const consumers = (count: number) => Array.from({ length: count }, () => randomUUID());

it("decides by the visitor's model, the same at every decision, and notes it once", async () => {
  const { caseId } = await openPeriod();
  const order = ["c", "a", "b"];
  const models = new Set<unknown>();
  for (const consumer_id of consumers(12)) {
    const decisions = [1, 2, 3].map(() =>
      decide(caseId, { consumer_id, actions: order, state: {} }),
    );
    const answers = await Promise.all(decisions);
    await told();
    const events = await testCycleOf(api, consumer_id);
    expect(events).toMatchObject([{ type: "model_assigned", visitor: consumer_id }]);
    const model = events[0]?.["modelId"];
    models.add(model);
    // The shop's own model is the order it asks in.
    if (model !== "reference_v16") continue;
    for (const { actions } of answers) expect(actions).toEqual(order);
  }
  // One of twelve fair throws in 2,048 would be all of one kind.
  expect(models).toEqual(new Set(["live", "reference_v16"]));
});

it("gives a visitor the model that …/assign says", async () => {
  const { caseId, periodId } = await openPeriod();
  for (const consumer_id of consumers(4)) {
    await decide(caseId, { consumer_id, state: {} });
    await told();
    const [event] = await testCycleOf(api, consumer_id);
    const answer = await call("POST", `/v3/test-cycle/periods/${periodId}/assign`, {
      body: { userTrackingId: consumer_id },
    });
    expect(answer.json).toMatchObject({ modelId: event?.["modelId"] });
  }
});

it("counts nobody who is held out, and no test", async () => {
  const { caseId } = await openPeriod({ holdout_share: 1 });
  const [held = "", tested = ""] = consumers(2);
  await decide(caseId, { consumer_id: held, state: {} });
  await told();
  expect(await testCycleOf(api, held)).toEqual([]);
  const { caseId: other } = await openPeriod();
  await decide(other, { consumer_id: tested, state: {}, test_api: true });
  await told();
  expect(await testCycleOf(api, tested)).toEqual([]);
});

it("gives no model to a visitor who is held out from the period's case, and says so", async () => {
  const { caseId, periodId } = await openPeriod({ holdout_share: 0.5 });
  const seen = new Set<string>();
  for (const consumer_id of consumers(16)) {
    const answer = await call("POST", `/v3/test-cycle/periods/${periodId}/assign`, {
      body: { userTrackingId: consumer_id },
    });
    const assigned = assignResponse.strict().parse(answer.json);
    const decided = await modelOf(caseId, { consumer_id });
    await told();
    const isHeldOut = assigned.modelId === null;
    seen.add(isHeldOut ? "held out" : "assigned");
    expect(assigned).toMatchObject(isHeldOut ? { role: null, holdout: true } : { holdout: false });
    expect(decided).toMatchObject(isHeldOut ? { mode: "holdout" } : { mode: expect.any(String) });
    expect(await testCycleOf(api, consumer_id)).toHaveLength(isHeldOut ? 0 : 1);
  }
  // Of 16 fair throws all are of one kind once in 32,768.
  expect(seen).toEqual(new Set(["held out", "assigned"]));
});

it("decides as before when the period is deleted", async () => {
  const { caseId, periodId } = await openPeriod();
  await call("DELETE", `/v3/test-cycle/periods/${periodId}`, { key: ADMIN_KEY });
  const [consumer_id = ""] = consumers(1);
  expect(await modelOf(caseId, { consumer_id })).toMatchObject({ mode: "model" });
  await told();
  expect(await testCycleOf(api, consumer_id)).toEqual([]);
});
