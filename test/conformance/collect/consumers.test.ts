import { type ConsumerResponse, consumerResponse, createdKeyResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { DEVELOPMENT_ROOT_KEY } from "../../../scripts/development-server.ts";
import { sharedApi } from "../nba/client/api.ts";
import { ADMIN_KEY, PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { refused } from "../nba/client/problem.ts";
import { openPage } from "./client/page.ts";

const api = sharedApi();
const { call, decide, reward, putCase, status } = api;

const pathOf = (consumer: string) => `/v3/consumers/${encodeURIComponent(consumer)}`;
const read = async (consumer: string, query = ""): Promise<ConsumerResponse> => {
  const answer = await call("GET", `${pathOf(consumer)}${query}`);
  expect(answer.status, answer.text).toBe(200);
  return consumerResponse.strict().parse(answer.json);
};
const exported = async (consumer: string): Promise<Record<string, unknown>[]> => {
  const answer = await call("GET", `${pathOf(consumer)}/export`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^application\/x-ndjson/);
  return answer.text
    .trim()
    .split("\n")
    .map((line): Record<string, unknown> => JSON.parse(line));
};
const open = async (caseId: string, consumer?: string) =>
  openPage(api, await putCase(caseId, { actions: ["a", "b"], shards: 2 }), consumer);

describe("GET /v3/consumers/{id}", () => {
  it("says who it is and what happened, newest first", async () => {
    const page = await open("consumer-read");
    const session = { id: "s1", number: 3, started_at: 1_700_000_000_000 };
    const aliases = { ga_client_id: "123.456" };
    await page.sent([page.track("page_view", {}, { page_id: "/shoes" })], { session, aliases });
    const items = [{ item_id: "sku-1", price: 9.5 }];
    await page.sent([page.track("add_to_cart", { items, value: 9.5 })], { session, aliases });
    const known = await read(page.consumer);
    expect(known).toMatchObject({
      consumer_id: page.consumer,
      aliases,
      session,
      state: { page_id: "/shoes", products_basket: ["sku-1"] },
      before: null,
    });
    expect(known.history.map(({ events }) => events)).toMatchObject([
      [{ type: "track", name: "add_to_cart", params: { items, value: 9.5 } }],
      [{ type: "track", name: "page_view", page_id: "/shoes" }],
    ]);
    const ages = known.history.map(({ at, events }) => at - (events[0]?.at ?? 0));
    for (const age of ages) expect(age).toBeLessThan(60_000);
  });

  it("gives long histories a page at a time", async () => {
    const page = await open("consumer-pages");
    for (let index = 0; index < 60; index++) {
      await page.sent([page.track("page_view", { index })]);
    }
    const first = await read(page.consumer);
    expect(first.history).toHaveLength(50);
    const second = await read(page.consumer, `?before=${first.before}`);
    expect(second.history).toHaveLength(10);
    expect(second.before).toBeNull();
    const all = [...first.history, ...second.history].flatMap(({ events }) => events);
    expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => 60 - i));
    refused(await call("GET", `${pathOf(page.consumer)}?before=x`), 400, "invalid_body");
  });

  it("keeps no token, and what was refused with its reason", async () => {
    const page = await open("consumer-refused");
    const { query_id, actions, token } = await decide(
      "consumer-refused",
      { consumer_id: page.consumer, state: {} },
      { key: PUBLISHABLE_KEY },
    );
    const select = page.numbered({ type: "select", query_id, action: actions[0], token });
    const forged = page.numbered({ type: "select", query_id, action: actions[1], token: "x" });
    await page.sent([select, forged]);
    const { history } = await read(page.consumer);
    expect(history[0]).toMatchObject({
      events: [{ type: "select", query_id, action: actions[0] }],
      refused: [{ seq: 2, code: "token_invalid" }],
    });
    expect(JSON.stringify(history)).not.toContain(token);
  });

  it("is for secret keys, and of consumers there are", async () => {
    refused(await call("GET", pathOf("nobody")), 404, "unknown_consumer");
    refused(await call("GET", pathOf("nobody"), { key: PUBLISHABLE_KEY }), 403, "forbidden");
    refused(await call("GET", pathOf("nobody"), { key: ADMIN_KEY }), 403, "forbidden");
    refused(await call("DELETE", pathOf("x"), { key: PUBLISHABLE_KEY }), 403, "forbidden");
    refused(await call("GET", pathOf("x".repeat(257))), 400, "invalid_body");
  });
});

describe("what is held of a consumer", () => {
  it("is handed over whole, and erased whole, without unlearning", async () => {
    const consumer = "someone / with: an id?";
    const page = await open("consumer-erased", consumer);
    await Promise.all(
      ["q1", "q2", "q3"].map((query_id) =>
        decide("consumer-erased", {
          query_id,
          consumer_id: consumer,
          state: { visits: 0.1 },
          aliases: { ga_client_id: "123.456" },
        }),
      ),
    );
    await decide("consumer-erased", { query_id: "other", consumer_id: "someone else" });
    await reward("consumer-erased", { query_id: "q1", value: 40, order_id: "order-1" });
    await page.sent([page.track("page_view")]);

    const lines = await exported(consumer);
    const kinds = lines.map(({ kind }) => String(kind));
    expect(kinds.slice(0, 2)).toEqual(["profile", "envelope"]);
    expect(kinds.slice(2, -1).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "decision",
      "decision",
      "decision",
      "reward",
    ]);
    expect(lines.at(-1)).toEqual({ kind: "end" });
    expect(lines.filter(({ kind }) => kind === "decision")).toContainEqual(
      expect.objectContaining({ case_id: "consumer-erased", query_id: "q2" }),
    );

    const before = await status("consumer-erased");
    for (const request of [{ key: ADMIN_KEY }, {}]) await api.erase(consumer, request);
    refused(await call("GET", pathOf(consumer)), 404, "unknown_consumer");
    expect(await exported(consumer)).toEqual([{ kind: "end" }]);
    expect(await exported("someone else")).toHaveLength(2);
    const after = await status("consumer-erased");
    expect(after).toMatchObject({
      decisions: before.decisions,
      rewards: before.rewards,
      reward_mean: before.reward_mean,
      delivery: before.delivery,
    });
    // What comes later of their decisions still counts.
    await reward("consumer-erased", { query_id: "q2", value: 10 });
    expect((await status("consumer-erased")).rewards).toBe(before.rewards + 1);
  });

  it("is erased after the answer, too, where there are many objects to ask", async () => {
    const account = { key: DEVELOPMENT_ROOT_KEY, body: { account: "many-cases" } };
    const admin = createdKeyResponse.parse((await call("POST", "/v3/accounts", account)).json);
    const asked = { key: admin.key, body: { kind: "secret" } };
    const { key } = createdKeyResponse.parse((await call("POST", "/v3/keys", asked)).json);
    for (const caseId of ["one", "two", "three"]) {
      const settings = { key: admin.key, body: { actions: ["a"], shards: 64 } };
      await call("PUT", `/v3/cases/${caseId}`, settings);
    }
    expect(await call("DELETE", pathOf("someone"), { key })).toMatchObject({
      status: 202,
      json: { status: 1 },
    });
  });
});
