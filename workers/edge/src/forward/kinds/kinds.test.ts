import { FORWARDED_TYPES, sinkSettings, type SinkSettings } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { routeOf } from "../../objects/account/sink-definition.ts";
import type { Message } from "../../protocol/sink/message.ts";
import { kindOf } from "./index.ts";
import { testCycleEventOf } from "./test-cycle.ts";
import { makeWebhookSecret, signatures } from "./webhook.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const message = (
  type: Message["type"],
  data: Message["data"],
  more: Partial<Message> = {},
): Message => ({
  id: "shop.0.1.7",
  type,
  at: new Date(NOW - 60_000).toISOString(),
  account: "demo",
  case_id: "shop",
  visitor: "anna",
  data,
  ...more,
});

const gaBody = z.object({
  events: z.array(z.object({ name: z.string(), params: z.record(z.string(), z.unknown()) })),
});

const definitionOf = (settings: object) => ({
  sinkId: "sink",
  settings: sinkSettings.parse(settings),
  secrets: [],
  createdAt: NOW,
  revision: 0,
});

/** What a sink of these settings sends of messages. */
const sent = async (body: object, messages: readonly [Message, ...Message[]]) => {
  const settings: SinkSettings = sinkSettings.parse(body);
  const requests: { url: string; headers: unknown; body: unknown }[] = [];
  const attempt = kindOf(settings).send(
    {
      sinkId: "sink",
      settings,
      secrets: [],
      archive: undefined,
      now: NOW,
      fetchOut: async (url, init) => {
        requests.push({ url, headers: init.headers, body: await new Response(init.body).json() });
        return new Response(null, { status: 204 });
      },
    },
    messages,
  );
  return { attempt: attempt && (await attempt), requests };
};

describe("signatures", () => {
  // The example of Standard Webhooks' own libraries.
  const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  it("are those of Standard Webhooks", () => {
    expect(
      signatures([SECRET], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, '{"test": 2432232314}'),
    ).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  it("are as many as there are secrets", () => {
    const both = signatures([SECRET, makeWebhookSecret()], "a", 1, "{}").split(" ");
    expect(both).toHaveLength(2);
    expect(both[0]).toBe(signatures([SECRET], "a", 1, "{}"));
    expect(both[1]).not.toBe(both[0]);
  });
});

describe("a sink of the kind ga4", () => {
  const GA4 = { kind: "ga4", measurement_id: "G-ABC1234567", api_secret: "s&s", currency: "CHF" };
  const purchase = (seq: number, more: Partial<Message> = {}) =>
    message(
      "reward",
      { event_type: "purchase", value: seq, order_id: `o${seq}` },
      { id: `shop.0.1.${seq}`, gaClientId: "11.22", ...more },
    );

  it("sends purchases and selections of a client, in one request", async () => {
    const select = message("select", { action: "video" }, { gaClientId: "11.22" });
    const { attempt, requests } = await sent(GA4, [purchase(3), select]);
    expect(attempt).toEqual({ ok: true });
    const timestamp_micros = (NOW - 60_000) * 1_000;
    expect(requests).toMatchObject([
      {
        url: "https://www.google-analytics.com/mp/collect?measurement_id=G-ABC1234567&api_secret=s%26s",
        body: {
          client_id: "11.22",
          events: [
            {
              name: "purchase",
              timestamp_micros,
              params: { transaction_id: "o3", value: 3, currency: "CHF" },
            },
            {
              name: "select_promotion",
              timestamp_micros,
              params: { promotion_id: "shop", promotion_name: "video" },
            },
          ],
        },
      },
    ]);
  });

  it("puts no two clients in one request, and at most 25 events", () => {
    const { shape } = kindOf(sinkSettings.parse(GA4));
    expect(shape.most).toBe(25);
    expect(shape.belongs?.(purchase(1), purchase(2))).toBe(true);
    expect(shape.belongs?.(purchase(1), purchase(2, { gaClientId: "33.44" }))).toBe(false);
  });

  it("has no form for visitors that Google does not know", async () => {
    const { gaClientId: _, ...unknown } = purchase(1);
    expect(await sent(GA4, [unknown])).toEqual({ attempt: null, requests: [] });
  });

  it("sends what Google has no name for under its own, when it is asked for", async () => {
    const google = { gaClientId: "11.22" };
    const { requests } = await sent(GA4, [
      message("decision", { query_id: "q", action: "a".repeat(101), mode: "model" }, google),
      message("reward", { event_type: "click", value: 1 }, google),
      message("model_assigned", { modelId: "reference_v16" }, google),
      message("assistance_triggered", { assistanceId: "1", assistanceOffered: false }, google),
      message("offer_accepted", { assistanceId: "1", userSelectionId: "chat" }, google),
      message("assistance_started", { assistanceId: "1" }, google),
      message("outcome", { outcomeId: "sales_2", value: 9, currency: "EUR", orderId: "o" }, google),
    ]);
    const { events } = gaBody.parse(requests[0]?.body);
    expect(events.map(({ name, params }) => [name, params])).toEqual([
      ["decision", { case_id: "shop", action: "a".repeat(100), mode: "model" }],
      ["reward", { case_id: "shop", event_type: "click", value: 1, currency: "CHF" }],
      ["model_assigned", { model_id: "reference_v16" }],
      ["assistance_triggered", { assistance_id: "1", assistance_offered: "false" }],
      ["offer_accepted", { assistance_id: "1", user_selection_id: "chat" }],
      ["assistance_started", { assistance_id: "1" }],
      ["outcome", { outcome_id: "sales_2", transaction_id: "o", value: 9, currency: "EUR" }],
    ]);
    const byDefault = routeOf(definitionOf(GA4));
    expect(byDefault.types).toEqual(["select", "reward"]);
    expect(routeOf(definitionOf({ ...GA4, events: ["decision"] })).types).toEqual(["decision"]);
  });

  it("counts as of now what is older than Google takes", async () => {
    const old = purchase(1, { at: new Date(NOW - 73 * 3_600_000).toISOString() });
    const { requests } = await sent(GA4, [old]);
    expect(JSON.stringify(requests)).not.toContain("timestamp_micros");
  });
});

it("a Test Cycle API is told by the key of a request whether that very event came before", async () => {
  const keyOf = async (each: Message) => {
    const settings = { kind: "test_cycle", url: "https://api.shop.example/events" };
    const { requests } = await sent(settings, [each]);
    return JSON.stringify(requests[0]?.headers);
  };
  const event = message("decision", { query_id: "q" });
  expect(await keyOf(event)).toBe(await keyOf(event));
  // Of another account, or of a server that began anew: the same place in a log of the same name.
  for (const other of [{ account: "other" }, { data: { query_id: "p" } }, { id: "shop.0.1.8" }]) {
    expect(await keyOf({ ...event, ...other })).not.toBe(await keyOf(event));
  }
});

describe("testCycleEventOf", () => {
  it("names the visitor as Google's cookie does, else by our id", () => {
    const decision = message("decision", { query_id: "q" });
    expect(testCycleEventOf(decision)["userTrackingId"]).toBe("anna");
    expect(testCycleEventOf({ ...decision, gaClientId: "11.22" })["userTrackingId"]).toBe(
      "GA1.1.11.22",
    );
  });
});

it("sends every event to a Test Cycle API, to webhooks and to files unless told otherwise", () => {
  const url = "https://hooks.shop.example/";
  for (const settings of [{ kind: "webhook", url }, { kind: "test_cycle", url }, { kind: "r2" }]) {
    expect(routeOf(definitionOf(settings)).types).toEqual(FORWARDED_TYPES);
  }
});
