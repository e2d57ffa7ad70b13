import { rejectedResponse } from "@nextmove/contract";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../nba/client/api.ts";
import { ADMIN_KEY, PUBLISHABLE_KEY } from "../nba/client/http.ts";
import { refused } from "../nba/client/problem.ts";
import { SEED_EVENTS } from "./client/seed.ts";
import { EVENTS, senderOf } from "./client/send.ts";

const api = sharedApi();
const { call } = api;
const send = senderOf(api);

const taken = (accepted: number, duplicates = 0) => ({
  status: 1 as const,
  accepted,
  duplicates,
  rejected: [],
});
/** A visitor that no other test knows. */
const stranger = (): string => `GA1.2.${Math.floor(Math.random() * 1e9)}.${Date.now()}`;
const outcome = (change: object = {}) => ({
  type: "outcome",
  userTrackingId: stranger(),
  at: "2026-11-01T10:00:00.000Z",
  outcomeId: "sales_2",
  ...change,
});

describe("the events of the API's description", () => {
  it("are taken word for word, and count once", async () => {
    for (const event of Object.values(SEED_EVENTS)) {
      const { accepted, duplicates } = await send(event);
      expect(accepted + duplicates).toBe(1);
      expect(await send(event)).toEqual(taken(0, 1));
    }
  });
});

describe("POST /v3/test-cycle/events", () => {
  it("takes one event, a list, {events}, a line each, and what a beacon sends", async () => {
    expect(await send(outcome())).toEqual(taken(1));
    expect(await send([outcome(), outcome()])).toEqual(taken(2));
    expect(await send({ events: [outcome(), outcome()] })).toEqual(taken(2));
    const lines = [outcome(), outcome(), outcome()].map((event) => JSON.stringify(event));
    expect(await send(`${lines.join("\n")}\n`)).toEqual(taken(3));
    const headers = { "content-type": "application/x-ndjson" };
    expect(await send(JSON.stringify(outcome()), { headers })).toEqual(taken(1));
    const beacon = {
      key: null,
      headers: { "content-type": "text/plain;charset=UTF-8", origin: "https://shop.example" },
    };
    const body = { key: PUBLISHABLE_KEY, events: [outcome()] };
    expect(await send(JSON.stringify(body), beacon)).toEqual(taken(1));
    expect(await send([])).toEqual(taken(0));
  });

  it("is also at /events", async () => {
    expect(await send(outcome(), { path: "/events" })).toEqual(taken(1));
    expect(await send(outcome(), { path: "/v3/events" })).toEqual(taken(1));
  });

  it("takes the older spellings", async () => {
    const user_tracking_id = stranger();
    const at = "2020-06-09T10:00:00.000Z";
    const events = [
      { type: "model-assigned", user_tracking_id, at, model_id: "m" },
      { type: "assistance-offered", user_tracking_id, at },
      { type: "assistance-triggered", user_tracking_id, at, assisted_offered: false },
      { type: "offer-accepted", user_tracking_id, at, user_selection_id: "phone" },
      { type: "assistance-started", user_tracking_id, at },
      { type: "outcome", user_tracking_id, at, outcome_id: "support_1" },
    ];
    expect(await send(events)).toEqual(taken(6));
    // The same two in today's spelling are the same events.
    expect(
      await send([
        { type: "model_assigned", userTrackingId: user_tracking_id, at, modelId: "m" },
        { type: "outcome", userTrackingId: user_tracking_id, at, outcomeId: "support_1" },
      ]),
    ).toEqual(taken(0, 2));
  });

  it("knows an event by its id whatever else it says, and one without id by what it says", async () => {
    const event = outcome({ eventId: randomUUID() });
    expect(await send([event, { ...event, outcomeId: "sales_3" }])).toEqual(taken(1, 1));
    const unnamed = outcome();
    const later = { ...unnamed, at: "2026-11-01T10:00:00.001Z" };
    const other = { ...unnamed, outcomeId: "support_1" };
    const order = { ...unnamed, orderId: "o-1" };
    expect(await send([unnamed, later, other, order])).toEqual(taken(4));
    expect(await send([order, other, later, unnamed])).toEqual(taken(0, 4));
  });

  it("takes the cookie of Google Analytics and the id in it for one visitor", async () => {
    const event = outcome();
    const bare = { ...event, userTrackingId: event.userTrackingId.slice("GA1.2.".length) };
    expect(await send([event, bare])).toEqual(taken(1, 1));
  });

  it("answers a request sent again under its Idempotency-Key as before, and another one not", async () => {
    const event = outcome({ at: null });
    const headers = { "idempotency-key": randomUUID() };
    const first = await call("POST", EVENTS, { body: [event, event], headers });
    expect(first.json).toEqual(taken(2));
    expect(first.headers.get("idempotent-replay")).toBeNull();
    const again = await call("POST", EVENTS, { body: [event, event], headers });
    expect(again.status).toBe(202);
    expect(again.json).toEqual(taken(2));
    expect(again.headers.get("idempotent-replay")).toBe("true");
    refused(
      await call("POST", EVENTS, { body: [event, outcome()], headers }),
      409,
      "idempotency_conflict",
    );
    // Whoever reads a page's key cannot displace what a server says.
    const byPage = {
      key: PUBLISHABLE_KEY,
      headers: { ...headers, origin: "https://shop.example" },
    };
    expect(await send(outcome(), byPage)).toEqual(taken(1));
  });

  it("lets what was rejected be mended and sent again under the same Idempotency-Key", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const event = outcome();
    expect((await send([event, { ...event, type: "click" }], { headers })).status).toBe(0);
    expect(await send([event, outcome()], { headers })).toEqual(taken(1, 1));
  });

  it("stores the good ones and says what was wrong with each of the others", async () => {
    const good = outcome();
    const answer = await send([
      { ...good, type: "click" },
      good,
      "no event",
      { ...good, outcomeId: "" },
    ]);
    expect(answer).toMatchObject({
      accepted: 1,
      duplicates: 0,
      rejected: [
        { index: 0, code: "invalid_body", path: "type" },
        { index: 2, code: "invalid_body" },
        { index: 3, code: "invalid_body", path: "outcomeId" },
      ],
    });
    const lines = [JSON.stringify(outcome()), "{", JSON.stringify(outcome())].join("\n");
    expect(await send(lines)).toMatchObject({
      accepted: 2,
      rejected: [{ index: 1, code: "invalid_json" }],
    });
  });

  it("counts and keeps what was rejected, with the reason", async () => {
    const read = async () =>
      rejectedResponse.strict().parse((await call("GET", "/v3/test-cycle/rejected")).json);
    const before = await read();
    const userTrackingId = stranger();
    const junk = [
      { ...outcome(), userTrackingId, type: "click" },
      { type: "outcome", user_tracking_id: userTrackingId, note: "n".repeat(2_000) },
      7,
    ];
    const { accepted, duplicates, rejected } = await send([outcome(), ...junk]);
    expect(accepted + duplicates + rejected.length).toBe(1 + junk.length);
    await send('{"type":"outcome"}\n{"no', { headers: { "content-type": "application/x-ndjson" } });
    const after = await read();
    expect(after.rejected).toBe(before.rejected + junk.length + 2);
    const bodies = after.events.map(({ body }) => body);
    expect(bodies).toContain(JSON.stringify(junk[0]));
    expect(bodies).toContain(JSON.stringify(junk[1]).slice(0, 1_000));
    expect(bodies).toContain("7");
    expect(bodies).toContain('{"no');
    expect(after.events.find(({ body }) => body === JSON.stringify(junk[0]))).toMatchObject({
      code: "invalid_body",
      path: "type",
      byPage: false,
    });
    const consumer = userTrackingId.slice("GA1.2.".length);
    const { text } = await call("GET", `/v3/consumers/${consumer}/export`);
    expect(text).toContain('"kind":"rejected"');
    await api.erase(consumer);
    await api.advance(3_000);
    expect(JSON.stringify((await read()).events)).not.toContain(userTrackingId);
  });

  it("refuses what is no list of events, too many of them, and keys it is not for", async () => {
    refused(await call("POST", EVENTS, { body: { events: 1 } }), 400, "invalid_body");
    refused(await call("POST", EVENTS, { body: "{" }), 400, "invalid_json");
    const many = Array.from({ length: 1_001 }, () => 0);
    refused(await call("POST", EVENTS, { body: many }), 413, "batch_too_large");
    refused(await call("POST", EVENTS, { body: outcome(), key: ADMIN_KEY }), 403, "forbidden");
    refused(await call("POST", EVENTS, { body: outcome(), key: null }), 401, "unauthorized");
  });
});
