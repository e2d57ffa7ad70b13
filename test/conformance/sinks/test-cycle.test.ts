import { afterAll, describe, expect, it } from "vitest";

import { startServer } from "../../harness/server.ts";
import { apiAt } from "../nba/client/api.ts";
import { startReceiver } from "../../harness/receiver.ts";
import { sinksOf } from "./client/sinks.ts";

const server = await startServer();
const receiver = await startReceiver();
afterAll(async () => {
  await server.close();
  await receiver.close();
});
const api = apiAt(server.url);
const sinks = sinksOf(api);

const visitor = { userTrackingId: "GA1.2.1500669880.1586985368", at: "2020-02-18T14:41:37.571Z" };
const assistance = { ...visitor, assistanceId: "1234567" };
/** The API's documented examples. */
const EVENTS = [
  { type: "model_assigned", ...visitor, modelId: "reference_v16" },
  { type: "assistance_triggered", ...assistance, assistanceOffered: true },
  { type: "offer_accepted", ...assistance, userSelectionId: "chat" },
  { type: "assistance_started", ...assistance },
  { type: "outcome", ...assistance, outcomeId: "sales_2" },
];

describe("another Test Cycle API", () => {
  it("gets the API's own events as they came, and decisions as such events", async () => {
    const caseId = await api.putCase("cycled");
    await sinks.put("cycle", {
      kind: "test_cycle",
      url: `${receiver.url}/events`,
      token: "of-the-receiver",
      headers: { "x-shop": "demo" },
    });
    const answer = await api.call("POST", "/v3/test-cycle/events", { body: EVENTS });
    expect(answer.json).toMatchObject({ accepted: 5 });
    await api.advance(3_000);
    const own = [...(await receiver.received(5))];
    expect(own.map(({ json }) => json)).toEqual(EVENTS);
    expect(own[0]?.headers).toMatchObject({
      authorization: "Bearer of-the-receiver",
      "x-shop": "demo",
      "content-type": "application/json",
    });
    expect(new Set(own.map(({ headers }) => headers["idempotency-key"])).size).toBe(5);

    await api.decide(caseId, {
      query_id: "t-1",
      consumer_id: "ben",
      aliases: { ga_client_id: "11.22" },
      actions: ["phone", "chat"],
    });
    await api.select(caseId, { query_id: "t-1", action: "chat" });
    await api.reward(caseId, { query_id: "t-1", event_type: "purchase", value: 9, order_id: "o1" });
    await api.advance(3_000);
    const decided = (await receiver.received(8)).slice(5).map(({ json }) => json);
    const common = { userTrackingId: "GA1.1.11.22", assistanceId: "t-1" };
    expect(decided).toEqual([
      { type: "assistance_triggered", ...common, at: expect.any(String), assistanceOffered: true },
      { type: "offer_accepted", ...common, at: expect.any(String), userSelectionId: "chat" },
      {
        type: "outcome",
        ...common,
        at: expect.any(String),
        outcomeId: "purchase",
        value: 9,
        orderId: "o1",
      },
    ]);
  });

  it("gets what the API has no name for, too, but for what is too long", async () => {
    const before = receiver.deliveries.length;
    const event = {
      type: "assistance_triggered",
      userTrackingId: "further",
      at: visitor.at,
      assistanceId: "1",
      assistanceOffered: true,
      agents: { free: 2, "busy-since": null },
      outcomeId: "of another type",
    };
    const long = { ...event, assistanceId: "2", note: "n".repeat(2_048) };
    await api.call("POST", "/v3/test-cycle/events", { body: [event, long] });
    await api.advance(3_000);
    const got = (await receiver.received(before + 2)).slice(before).map(({ json }) => json);
    const { agents: _, outcomeId: __, ...rest } = event;
    expect(got).toEqual([event, { ...rest, assistanceId: "2" }]);
  });

  it("gets from the start what the logs still hold, when it asks for it", async () => {
    const before = receiver.deliveries.length;
    await sinks.put("late", {
      kind: "test_cycle",
      url: `${receiver.url}/late`,
      from: "start",
      events: ["outcome", "reward"],
    });
    await api.advance(3_000);
    const late = (await receiver.received(before + 2)).slice(before);
    expect(late.map(({ path, json }) => `${path} ${String(json["outcomeId"])}`).toSorted()).toEqual(
      ["/late purchase", "/late sales_2"],
    );
    // Neither shows what is secret.
    const { text } = await sinks.call("GET", "/v3/sinks");
    expect(text).not.toContain("of-the-receiver");
    expect((await sinks.get("cycle")).headers).toEqual(["x-shop"]);
  });
});
