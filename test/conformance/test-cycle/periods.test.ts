import {
  type AssignResponse,
  assignResponse,
  periodListResponse,
  periodResponse,
} from "@nextmove/contract";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";

import { DAY_MS, sharedApi } from "../nba/client/api.ts";
import { ADMIN_KEY, PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { refused } from "../nba/client/problem.ts";
import { senderOf } from "./client/send.ts";

const api = sharedApi();
const { call } = api;
const send = senderOf(api);

const pathOf = (id: string) => `/v3/test-cycle/periods/${id}`;
const MODELS = [
  { modelId: "reference_v16", role: "reference" },
  { modelId: "offers_v2", role: "test", weight: 1, costPerAssistance: 4 },
];
const around = (beforeMs: number, afterMs: number) => ({
  start: new Date(Date.now() - beforeMs).toISOString(),
  end: new Date(Date.now() + afterMs).toISOString(),
});
const running = (change: object = {}) => ({
  ...around(DAY_MS, DAY_MS),
  models: MODELS,
  ...change,
});

const put = (id: string, body: object, query = "") =>
  call("PUT", `${pathOf(id)}${query}`, { key: ADMIN_KEY, body });
/** A period that no other test knows. */
const planned = async (body: object): Promise<string> => {
  const id = `p-${randomUUID()}`;
  const answer = await put(id, body);
  expect(answer.status, answer.text).toBe(200);
  return id;
};
const assign = async (id: string, userTrackingId: string): Promise<AssignResponse> => {
  const answer = await call("POST", `${pathOf(id)}/assign`, {
    key: PUBLISHABLE_KEY,
    headers: { origin: "https://shop.example" },
    body: { userTrackingId },
  });
  expect(answer.status, answer.text).toBe(200);
  return assignResponse.strict().parse(answer.json);
};

describe("periods", () => {
  it("are put, read, listed and deleted", async () => {
    const hypothesis = { expectedRevenue: 0.5, plannedSessions: 10_000, text: "offers sell" };
    const body = running({ hypothesis, currency: "sek" });
    const id = await planned(body);
    const answer = await call("GET", pathOf(id), { key: ADMIN_KEY });
    const period = periodResponse.strict().parse(answer.json);
    expect(period).toMatchObject({
      periodId: id,
      start: body.start,
      end: body.end,
      currency: "SEK",
      hypothesis,
      models: [
        { ...MODELS[0], weight: 1, costPerSession: 0, costPerAssistance: 0 },
        { ...MODELS[1], costPerSession: 0 },
      ],
      slices: [{ from: body.start }],
    });
    // Whoever knew it could choose models for visitors.
    expect(answer.text).not.toContain("salt");
    // Whoever may read the report may read its period: `call` sends the secret key as a rule.
    expect((await call("GET", pathOf(id))).text).toBe(answer.text);
    const list = await call("GET", "/v3/test-cycle/periods");
    const { periods } = periodListResponse.strict().parse(list.json);
    expect(periods.map(({ periodId }) => periodId)).toContain(id);
    expect((await call("DELETE", pathOf(id), { key: ADMIN_KEY })).status).toBe(200);
    refused(await call("GET", pathOf(id), { key: ADMIN_KEY }), 404, "unknown_period");
    refused(await call("DELETE", pathOf(id), { key: ADMIN_KEY }), 404, "unknown_period");
  });

  it("are changed by force only once they have begun", async () => {
    const id = await planned(running());
    const read = periodResponse.parse((await call("GET", pathOf(id), { key: ADMIN_KEY })).json);
    const { start, end } = read;
    expect((await put(id, { start, end, models: MODELS })).status).toBe(200);
    const models = [{ ...MODELS[0], weight: 3 }, MODELS[1]];
    refused(await put(id, { start, end, models }), 409, "period_running");
    const forced = await put(id, { start, end, models }, "?force=true");
    expect(periodResponse.strict().parse(forced.json).slices).toMatchObject([
      { weights: [{ weight: 1 }, { weight: 1 }] },
      { weights: [{ weight: 3 }, { weight: 1 }] },
    ]);
  });

  it("have a case to themselves", async () => {
    const caseId = await api.putCase(`tc-${randomUUID()}`);
    const models = [MODELS[0], { modelId: "live", role: "test" }];
    await planned(running({ caseId, models }));
    refused(await put("another", running({ caseId, models })), 409, "period_overlap");
  });

  it("decide by versions that the case has; only the reference may be the shop's own", async () => {
    const caseId = await api.putCase(`tc-${randomUUID()}`);
    const typo = refused(await put("typo", running({ caseId })), 404, "unknown_model");
    expect(typo.path).toBe("models.1.modelId");
    const version = await call("POST", `/v3/cases/${caseId}/models`, {
      key: ADMIN_KEY,
      body: { name: "offers" },
    });
    const { model_id } = version.json as { model_id: string };
    await planned(running({ caseId, models: [MODELS[0], { modelId: model_id, role: "test" }] }));
  });

  it("are for admin keys, and whole", async () => {
    refused(await call("PUT", pathOf("x"), { body: running() }), 403, "forbidden");
    refused(await call("GET", pathOf("x"), { key: PUBLISHABLE_KEY }), 403, "forbidden");
    refused(await put("x", running({ models: [MODELS[0]] })), 400, "invalid_body");
    refused(await put("x!", running()), 400, "invalid_body");
    refused(await put("x", running({ caseId: "no-such-case" })), 404, "unknown_case");
  });
});

describe("POST …/assign", () => {
  it("gives a visitor one model, and each model its share", async () => {
    const id = await planned(running());
    const visitors = Array.from({ length: 60 }, (_, index) => `GA1.2.${index}.${Date.now()}`);
    const first = await Promise.all(visitors.map((visitor) => assign(id, visitor)));
    const again = await Promise.all(
      // The id without the cookie's prefix is the same visitor.
      visitors.map((visitor) => assign(id, visitor.slice("GA1.2.".length))),
    );
    expect(again).toEqual(first);
    // With fair shares fewer than 12 of 60 happen once in 600,000 periods.
    const tests = first.filter(({ role }) => role === "test");
    expect(tests.length).toBeGreaterThan(12);
    expect(tests.length).toBeLessThan(48);
  });

  it("keeps the first model whatever becomes of the weights", async () => {
    const body = running();
    const id = await planned(body);
    const { modelId } = await assign(id, "steady");
    const weights = MODELS.map((model) => ({
      ...model,
      weight: model.modelId === modelId ? 0 : 1,
    }));
    expect((await put(id, { ...body, models: weights }, "?force=1")).status).toBe(200);
    expect((await assign(id, "steady")).modelId).toBe(modelId);
    expect((await assign(id, "new here")).modelId).not.toBe(modelId);
  });

  it("gives the models of one period whatever another gave of the same names", async () => {
    const ids = [await planned(running()), await planned(running())];
    const visitors = Array.from({ length: 40 }, () => randomUUID());
    const given = await Promise.all(
      visitors.map((visitor) => Promise.all(ids.map((id) => assign(id, visitor)))),
    );
    // All 40 alike by chance once in 10^12 periods.
    expect(given.some(([one, other]) => one?.modelId !== other?.modelId)).toBe(true);
  });

  it("counts a model that the shop itself assigned before", async () => {
    const id = await planned(running());
    for (const { modelId } of MODELS) {
      const userTrackingId = randomUUID();
      await send({ type: "model_assigned", userTrackingId, modelId });
      expect((await assign(id, userTrackingId)).modelId).toBe(modelId);
    }
  });

  it("is for periods that run", async () => {
    const body = { userTrackingId: "u" };
    const over = await planned({ ...around(2 * DAY_MS, -DAY_MS), models: MODELS });
    refused(await call("POST", `${pathOf(over)}/assign`, { body }), 409, "period_closed");
    const coming = await planned({ ...around(-DAY_MS, 2 * DAY_MS), models: MODELS });
    refused(await call("POST", `${pathOf(coming)}/assign`, { body }), 409, "period_closed");
    refused(await call("POST", `${pathOf("nope")}/assign`, { body }), 404, "unknown_period");
    refused(await call("POST", `${pathOf(over)}/assign`, { body: {} }), 400, "invalid_body");
  });
});
