import { describe, expect, it } from "vitest";

import { sharedApi } from "../nba/client/api.ts";
import { ADMIN_KEY, PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { openShop } from "../recommendation/client/shops.ts";
import { exportDecisions } from "./client/exported.ts";

const api = sharedApi();
const actions = ["a", "b", "c"];

describe("exported decisions", () => {
  it("say what was known, what could be shown, what was, and what it brought", async () => {
    const caseId = await api.putCase("export-rows", { reward_weights: { click: 1, order: 0.5 } });
    const state = {
      device: "mobile",
      basket: { value: 42.5, items: ["hat", "shoe"] },
      "utm.source": "a=b",
    };
    const { actions: ranked } = await api.decide(caseId, { query_id: "q", state, actions });
    for (const [event_type, value] of [
      ["click", 1],
      ["order", 30],
      ["view", 5],
    ]) {
      await api.reward(caseId, { query_id: "q", event_type, value });
    }
    await api.decide(caseId, { query_id: "q-2", actions });

    const { rows, end } = await exportDecisions(api, caseId);
    const [row, bare] = rows;
    expect(row).toMatchObject({
      query_id: "q",
      state,
      action: ranked[0],
      reward: 16,
      evaluation: true,
      mode: "model",
      model_version: 0,
    });
    expect(row?.actions.toSorted()).toEqual(actions);
    const shown = row?.actions.indexOf(ranked[0] ?? "") ?? -1;
    expect(row?.probabilities[shown]).toBe(row?.propensity);
    expect(row?.probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
    expect(bare).toMatchObject({ query_id: "q-2", state: {}, reward: 0 });
    expect(end).toEqual({
      kind: "end",
      rows: 2,
      left_out: { not_shown: 0, test: 0, recommendation: 0 },
    });
  });

  it("leave out what was not shown, and mark what other policies cannot be told from", async () => {
    const caseId = await api.putCase("export-modes", { activation: "deferred", actions });
    const decide = (query_id: string, more = {}) =>
      api.decide(caseId, { query_id, actions, ...more });
    await decide("never-shown");
    await decide("test", { test_api: true });
    const { actions: ranked } = await decide("overridden");
    await api.select(caseId, { query_id: "overridden", action: ranked[1] });
    await api.reward(caseId, { query_id: "overridden", value: 3 });
    const drawn = (await decide("shown")).actions[0];
    await api.select(caseId, { query_id: "shown", action: drawn });

    const { rows, end } = await exportDecisions(api, caseId);
    expect(rows).toMatchObject([
      {
        query_id: "overridden",
        action: ranked[1],
        propensity: null,
        off_policy: true,
        evaluation: false,
        reward: 3,
      },
      { query_id: "shown", action: drawn, evaluation: true },
    ]);
    expect(rows[1]).not.toHaveProperty("off_policy");
    expect(end.left_out).toEqual({ not_shown: 1, test: 1, recommendation: 0 });
  });

  it("mark the holdout and what was drawn evenly", async () => {
    const held = await api.putCase("export-holdout", { holdout_share: 1 });
    await api.decide(held, { query_id: "q", actions });
    expect((await exportDecisions(api, held)).rows).toMatchObject([
      { mode: "holdout", action: "a", propensity: 1, evaluation: false },
    ]);
    const even = await api.putCase("export-uniform", { uniform_share: 1 });
    await api.decide(even, { query_id: "q", actions });
    const [row] = (await exportDecisions(api, even)).rows;
    expect(row).toMatchObject({ mode: "uniform", evaluation: true });
    expect(row?.propensity).toBeCloseTo(1 / 3, 8);
  });

  it("come from all shards and generations of shards, page after page, each once", async () => {
    const caseId = await api.putCase("export-pages", { shards: 2 });
    const decideMany = async (from: number, count: number) => {
      for (let start = from; start < from + count; start += 100) {
        const customers = Array.from({ length: 100 }, (_, i) => ({ query_id: `q-${start + i}` }));
        await api.decideBatch(caseId, { customers, actions });
      }
    };
    await decideMany(0, 1_100);
    await api.putCase(caseId, { shards: 3 });
    await decideMany(1_100, 100);
    const { rows } = await exportDecisions(api, caseId);
    expect(rows).toHaveLength(1_200);
    expect(new Set(rows.map(({ query_id }) => query_id)).size).toBe(1_200);
  });

  it("can be had for a span of time", async () => {
    const caseId = await api.putCase("export-span");
    const idsIn = async (query: string) =>
      (await exportDecisions(api, caseId, query)).rows.map(({ query_id }) => query_id);
    for (const query_id of ["first", "second", "third"]) {
      await api.decide(caseId, { query_id, actions });
      await api.advance(1_000);
    }
    const { rows } = await exportDecisions(api, caseId);
    const [, second, third] = rows.map(({ at }) => at);
    expect(await idsIn(`?from=${second}`)).toEqual(["second", "third"]);
    expect(await idsIn(`?to=${second}`)).toEqual(["first"]);
    const milliseconds = (text = ""): number => Date.parse(text);
    expect(await idsIn(`?from=${milliseconds(second)}&to=${milliseconds(third)}`)).toEqual([
      "second",
    ]);
    expect(await idsIn("?from=2999-01-01")).toEqual([]);
  });

  it("of products are a row for each place, which no other policy can be told from", async () => {
    const { caseId, feed, visits, recommend } = await openShop("export-products");
    await feed(["p1", "p2", "p3"].map((id) => ({ id, title: id })));
    await visits("v", 3, ["p1", "p2", "p3"]);
    const list = await recommend({
      query_id: "list",
      consumer_id: "someone",
      state: { products_viewed: ["p1"] },
    });
    // The shard is told about lists a moment later, or now.
    await api.advance(0);
    await api.select(caseId, { query_id: "list", action: list.actions[0] });
    await api.reward(caseId, { query_id: "list", value: 2 });
    const { rows } = await exportDecisions(api, caseId);
    const places = rows.filter(({ query_id }) => query_id === "list");
    expect(places.map(({ action }) => action)).toEqual(list.actions);
    expect(places[0]).toMatchObject({ position: 1, reward: 2, mode: "recommendation" });
    expect(places.every(({ evaluation }) => !evaluation)).toBe(true);
  });

  it("are refused to browsers, of other cases, and for times that are none", async () => {
    const caseId = await api.putCase("export-refused");
    const path = `/v3/cases/${caseId}/decisions.ndjson`;
    const codeOf = async (url: string, key?: string) => {
      const { status, json } = await api.call("GET", url, key === undefined ? {} : { key });
      return { status, json };
    };
    expect(await codeOf(path, PUBLISHABLE_KEY)).toMatchObject({ status: 403 });
    expect(await codeOf(path, ADMIN_KEY)).toMatchObject({ status: 200 });
    expect(await codeOf("/v3/cases/no-such-case/decisions.ndjson")).toMatchObject({
      status: 404,
      json: { error: { code: "unknown_case" } },
    });
    for (const name of ["from", "to"]) {
      expect(await codeOf(`${path}?${name}=yesterday`)).toMatchObject({
        status: 400,
        json: { error: { code: "invalid_body", path: name } },
      });
    }
  });
});

describe("decisions for Vowpal Wabbit", () => {
  it("are in its format, and only those that serve evaluation", async () => {
    const caseId = await api.putCase("export-dsjson", { actions });
    const state = { _secret: "x", sizes: ["s", "m"], basket: { value: 42.5 } };
    const { actions: ranked } = await api.decide(caseId, { query_id: "q", state, actions });
    await api.reward(caseId, { query_id: "q", value: 2.5 });
    const overridden = await api.decide(caseId, { query_id: "overridden", actions });
    await api.select(caseId, { query_id: "overridden", action: overridden.actions[1] });

    const answer = await api.call("GET", `/v3/cases/${caseId}/decisions.dsjson`);
    const [line = "", ...rest] = answer.text.trimEnd().split("\n");
    expect(rest).toEqual([]);
    const { rows } = await exportDecisions(api, caseId);
    const row = rows.find(({ query_id }) => query_id === "q");
    const numberOf = (action: string): number => actions.indexOf(action) + 1;
    expect(JSON.parse(line)).toEqual({
      _label_cost: -2.5,
      _label_probability: row?.propensity,
      _label_Action: numberOf(ranked[0] ?? ""),
      _labelIndex: numberOf(ranked[0] ?? "") - 1,
      o: [{ EventId: "q", v: 2.5 }],
      Timestamp: row?.at,
      Version: "1",
      EventId: "q",
      a: row?.actions.map(numberOf),
      c: {
        state: { "._secret=x": 1, "sizes=m": 1, "sizes=s": 1, "basket.value": 42.5 },
        _multi: actions.map((name) => ({ action: { [`name=${name}`]: 1 } })),
      },
      p: row?.probabilities,
      VWState: { m: "0" },
    });
  });
});
