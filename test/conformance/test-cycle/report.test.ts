import {
  modelListResponse,
  modelResponse,
  promoteResponse,
  type TestCycleReport,
  testCycleReport,
} from "@nextmove/contract";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";

import { DAY_MS, HOUR_MS, sharedApi } from "../nba/client/api.ts";
import { ADMIN_KEY, PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { refused } from "../nba/client/problem.ts";
import { senderOf } from "./client/send.ts";

const api = sharedApi();
const { call } = api;
const send = senderOf(api);

const pathOf = (id: string) => `/v3/test-cycle/periods/${id}`;
/** So long ago that no other test's events are in it. */
const START = Date.now() - 200 * DAY_MS;

interface Test {
  id: string;
  /** Names of its models, which no other test knows. */
  reference: string;
  offer: string;
}

/** A period of its own, two weeks long and over. */
const plan = async (settings: object = {}): Promise<Test> => {
  const id = `r-${randomUUID()}`;
  const [reference, offer] = [`reference-${id}`, `offer-${id}`];
  const body = {
    start: START,
    end: START + 14 * DAY_MS,
    models: [
      { modelId: reference, role: "reference" },
      { modelId: offer, role: "test", costPerSession: 0.5, costPerAssistance: 4 },
    ],
    ...settings,
  };
  const answer = await call("PUT", pathOf(id), { key: ADMIN_KEY, body });
  expect(answer.status, answer.text).toBe(200);
  return { id, reference, offer };
};

const report = async (id: string): Promise<TestCycleReport> => {
  const answer = await call("GET", `${pathOf(id)}/report`);
  expect(answer.status, answer.text).toBe(200);
  return testCycleReport.strict().parse(answer.json);
};

/** Sessions of a model, every second of which buys for `value` or a little more. */
const sell = async (modelId: string, sessions: number, value: number): Promise<void> => {
  const events = Array.from({ length: sessions }, (_, session) => {
    const userTrackingId = randomUUID();
    const at = START + (session * 13 * DAY_MS) / sessions;
    return [
      { type: "model_assigned", userTrackingId, at, modelId },
      ...(session % 2 === 0
        ? [
            {
              type: "outcome",
              userTrackingId,
              at: at + 1,
              outcomeId: "sales_1",
              value: value + (session % 7),
            },
          ]
        : []),
    ];
  }).flat();
  for (let from = 0; from < events.length; from += 1_000) {
    await send(events.slice(from, from + 1_000));
  }
};

describe("the report", () => {
  it("counts a session from its model to its sale, in whatever order that came", async () => {
    const { id, offer } = await plan();
    const [userTrackingId, assistanceId] = [randomUUID(), "a-1"];
    const event = (type: string, hour: number, details: object) => ({
      type,
      userTrackingId,
      at: START + hour * HOUR_MS,
      ...details,
    });
    const events = [
      event("outcome", 9, { assistanceId, outcomeId: "sales_2", value: 100, currency: "EUR" }),
      event("assistance_started", 4, { assistanceId }),
      event("offer_accepted", 3, { assistanceId, userSelectionId: "chat" }),
      event("assistance_triggered", 2, { assistanceId, assistanceOffered: true }),
      event("model_assigned", 10, { modelId: offer }),
      event("assistance_triggered", 11, { assistanceId: "a-2", assistanceOffered: false }),
    ];
    for (const each of [...events, ...events]) await send(each);
    const { models, state } = await report(id);
    expect(state).toBe("ended");
    expect(models[1]).toMatchObject({
      modelId: offer,
      sessions: 1,
      triggered: 2,
      offered: 1,
      accepted: 1,
      started: 1,
      revenue: 100,
      cost: 4.5,
      net: 95.5,
      capacity: { blocked: 1, blockedShare: 0.5 },
    });
    expect(models[1]?.channels).toEqual([
      {
        channel: "chat",
        accepted: 1,
        clickThrough: 1,
        sales: 1,
        support: 0,
        none: 0,
        conversion: 1,
        salesPerAccepted: 1,
        revenue: 100,
      },
    ]);
    expect(models[0]).toMatchObject({ sessions: 0, net: 0 });
  });

  it("finds the better model, and promotes it once", async () => {
    const { id, reference, offer } = await plan({ hypothesis: { plannedSessions: 300 } });
    await sell(reference, 300, 20);
    await sell(offer, 300, 60);
    const { newBest, verdicts, comparisons, checks } = await report(id);
    expect(newBest).toBe(offer);
    expect(verdicts).toMatchObject([{ decision: "promote", modelId: offer, againstId: reference }]);
    expect(comparisons[0]?.difference.value).toBeGreaterThan(15);
    expect(checks.sampleRatio).toMatchObject({ status: "fine" });

    const promote = (body?: object) =>
      call("POST", `${pathOf(id)}/promote`, { key: ADMIN_KEY, ...(body && { body }) });
    const first = await promote({});
    expect(first.status, first.text).toBe(200);
    const { promoted, isLive } = promoteResponse.strict().parse(first.json);
    expect(promoted).toMatchObject({ modelId: offer, isAutomatic: false });
    expect(isLive).toBe(false);
    expect((await promote()).json).toEqual(first.json);
    expect((await report(id)).promoted).toEqual(promoted);
  });

  it("lets the case decide by the better model when it is one of its versions", async () => {
    const caseId = await api.putCase("reported", { actions: ["a", "b"] });
    const make = async (name: string): Promise<string> => {
      const answer = await call("POST", `/v3/cases/${caseId}/models`, {
        key: ADMIN_KEY,
        body: { name },
      });
      return modelResponse.parse(answer.json).model_id;
    };
    const [before, after] = [await make("before"), await make("after")];
    const { id } = await plan({
      caseId,
      models: [
        { modelId: before, role: "reference" },
        { modelId: after, role: "test" },
      ],
    });
    await sell(before, 100, 20);
    await sell(after, 100, 60);
    const promoted = await call("POST", `${pathOf(id)}/promote`, { key: ADMIN_KEY, body: {} });
    expect(promoteResponse.parse(promoted.json).isLive).toBe(true);
    const versions = await call("GET", `/v3/cases/${caseId}/models`, { key: ADMIN_KEY });
    expect(modelListResponse.parse(versions.json).live.from).toBe(after);
  });

  it("promotes a model that was not found better by force alone", async () => {
    const { id, reference, offer } = await plan();
    await sell(reference, 60, 20);
    await sell(offer, 60, 20);
    const promote = (query: string, body: object) =>
      call("POST", `${pathOf(id)}/promote${query}`, { key: ADMIN_KEY, body });
    refused(await promote("", {}), 409, "not_better");
    refused(await promote("", { modelId: offer }), 409, "not_better");
    refused(await promote("?force=true", { modelId: "else" }), 404, "unknown_model");
    const forced = await promote("?force=true", { modelId: offer });
    expect(promoteResponse.parse(forced.json).promoted.modelId).toBe(offer);
  });

  it("comes as JSON, as a table and as a page, as it is asked for", async () => {
    const { id, offer } = await plan();
    await sell(offer, 10, 20);
    const as = (query: string, accept?: string) =>
      call("GET", `${pathOf(id)}/report${query}`, accept ? { headers: { accept } } : {});
    const csv = await as("", "text/csv");
    expect(csv.text).toContain(`${offer},,,,sessions,10,,`);
    expect((await as("?format=csv")).text).toBe(csv.text);
    const page = await as("", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
    expect(page.text).toMatch(/^<!doctype html>/i);
    expect(page.text).toContain(offer);
    expect((await as("?format=html", "application/json")).text).toMatch(/^<!doctype html>/i);
    testCycleReport.parse((await as("", "*/*")).json);
    expect(refused(await as("?format=pdf"), 400, "invalid_body").path).toBe("format");
  });

  it("is for servers and administrators", async () => {
    const { id } = await plan();
    const read = await call("GET", `${pathOf(id)}/report`, { key: PUBLISHABLE_KEY });
    expect(read.status).toBe(403);
    expect((await call("GET", `${pathOf(id)}/report`, { key: ADMIN_KEY })).status).toBe(200);
    expect((await call("POST", `${pathOf(id)}/promote`, { body: {} })).status).toBe(403);
    expect((await call("GET", `${pathOf("no-such")}/report`)).status).toBe(404);
  });
});
