import { describe, expect, it } from "vitest";

import { sharedApi } from "../nba/client/api.ts";
import { PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { refused } from "../nba/client/problem.ts";
import { openPage } from "./client/page.ts";

const api = sharedApi();
const { call, decide, status, putCase } = api;
const ACTIONS = ["a", "b", "c"];

const open = async (caseId: string) => openPage(api, await putCase(caseId, { actions: ACTIONS }));

describe("POST /v3/collect/{case_id}", () => {
  it("takes selections and rewards to their decisions, and the events of a page", async () => {
    const page = await open("collect-all");
    const { query_id, actions, token } = await decide(
      "collect-all",
      { consumer_id: page.consumer, state: {} },
      { key: PUBLISHABLE_KEY },
    );
    const [action] = actions;
    const before = Date.now();
    const answer = await page.sent([
      page.track("page_view"),
      page.numbered({ type: "select", query_id, action, token }),
      page.numbered({ type: "reward", query_id, event_type: "purchase", value: 40, token }),
    ]);
    expect(answer).toMatchObject({ status: 1, received: 3, failed: [] });
    expect(answer.now).toBeGreaterThanOrEqual(before);
    const report = await status("collect-all");
    expect(report).toMatchObject({ selections: 1, rewards: 1, activated: 1 });
    expect(report.reward_mean).toBeCloseTo(40, 6);
  });

  it("counts the reward of a selection that stands behind it in the same envelope", async () => {
    const page = await open("collect-order");
    const { query_id, actions, token } = await decide(
      "collect-order",
      { state: {} },
      { key: PUBLISHABLE_KEY },
    );
    const reward = page.numbered({ type: "reward", query_id, value: 40, token });
    const select = page.numbered({ type: "select", query_id, action: actions[0], token });
    await page.sent([reward, select]);
    expect((await status("collect-order")).reward_mean).toBeCloseTo(40, 6);
  });

  it("is also at the address without a version", async () => {
    const page = await open("collect-alias");
    const body = page.envelope([page.track("page_view")]);
    const answer = await call("POST", "/collect/collect-alias", { key: null, body });
    expect(answer.json).toMatchObject({ status: 1, received: 1 });
  });

  it("tells by an empty envelope that the transport works, and asks nobody's name", async () => {
    await putCase("collect-empty");
    const body = { key: PUBLISHABLE_KEY, events: [] };
    const answer = await call("POST", "/v3/collect/collect-empty", { key: null, body });
    expect(answer.json).toEqual({ status: 1, received: 0, failed: [], now: expect.any(Number) });
  });

  it("takes the good events and says what is wrong with the others", async () => {
    const page = await open("collect-partial");
    const strayed = { query_id: "strange", token: "forged" };
    const answer = await page.sent([
      page.track("page_view"),
      page.numbered({ type: "select", action: "a", ...strayed }),
      page.numbered({ type: "track", name: "" }),
      page.numbered({ type: "reward", value: 1, ...strayed }),
      "no event at all",
      page.track("page_view"),
    ]);
    expect(answer.status).toBe(2);
    expect(answer.received).toBe(2);
    expect(answer.failed.map(({ index, code, path }) => ({ index, code, path }))).toEqual([
      { index: 1, code: "token_invalid", path: "token" },
      { index: 2, code: "invalid_body", path: "name" },
      { index: 3, code: "token_invalid", path: "token" },
      { index: 4, code: "invalid_body", path: undefined },
    ]);
  });

  it("needs to know whose events they are, and of which tab", async () => {
    const page = await open("collect-whose");
    const event = page.track("page_view");
    const nobody = await page.send([event], { consumer_id: null });
    expect(refused(nobody, 400, "invalid_body").path).toBe("consumer_id");
    const nowhere = await page.send([event], { tab: null });
    expect(refused(nowhere, 400, "invalid_body").path).toBe("tab");
    const dropped = [{ seq: 1, reason: "too_old" }];
    const lost = await page.send([], { consumer_id: null, dropped });
    expect(refused(lost, 400, "invalid_body").path).toBe("consumer_id");
  });

  it("takes 200 events at once and no more", async () => {
    const page = await open("collect-many");
    const many = Array.from({ length: 201 }, () => page.track("page_view"));
    refused(await page.send(many), 413, "batch_too_large");
    expect((await page.sent(many.slice(1))).received).toBe(200);
  });

  it.each([
    ["tab", { tab: "short" }],
    ["dropped.0.reason", { dropped: [{ seq: 1, reason: "bored" }] }],
    ["session.number", { session: { id: "s", number: 0, started_at: 0 } }],
    ["events", { events: {} }],
  ])("blames %s of an envelope that is wrong", async (path, wrong) => {
    const page = await open("collect-wrong");
    expect(refused(await page.send([], wrong), 400, "invalid_body").path).toBe(path);
  });

  it("is for keys of browsers and servers, and for cases there are", async () => {
    const page = await open("collect-keys");
    const path = "/v3/collect/collect-keys";
    const { key: _, ...body } = page.envelope([page.track("page_view")]);
    expect((await call("POST", path, { body })).status).toBe(200);
    refused(await call("POST", path, { key: null, body }), 401, "unauthorized");
    refused(await call("POST", path, { key: "ak_test_demo", body }), 403, "forbidden");
    refused(await call("POST", "/v3/collect/no-such-case", { body }), 404, "unknown_case");
  });
});
