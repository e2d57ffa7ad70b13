import { observe } from "@nextmove/engine";
import { describe, expect, it } from "vitest";
import type {
  DecisionBody,
  DecisionEvent,
  RewardEvent,
  SelectEvent,
  TickEvent,
} from "../decision-log/events.ts";
import { messageOf } from "./decision-messages.ts";

const ORIGIN = { account: "demo", caseId: "shop", label: "0.2" };
const observed = observe({ device: "phone", age: 37 });
if (!observed.ok) throw new Error(observed.error.message);
const observation = observed.value;
const AT = Date.UTC(2026, 10, 22, 9, 30);

const decision = (change: Partial<DecisionBody> = {}): DecisionEvent => ({
  seq: 4,
  queryId: "q-1",
  kind: "decision",
  dedupeKey: "",
  body: {
    at: AT,
    request: "r",
    terms: [],
    fingerprint: "f",
    consumer: "anna",
    aliases: { ga_client_id: "GA1.2.11.22" },
    observation,
    order: ["b", "a", "c"],
    probabilities: [0.7, 0.2, 0.1],
    scores: [],
    limit: 2,
    mode: "model",
    model: 3,
    space: 1,
    activation: "immediate",
    ...change,
  },
});
const place = { queryId: "q-1", dedupeKey: "" };
const select: SelectEvent = {
  ...place,
  seq: 5,
  kind: "select",
  body: { at: AT, request: "r", terms: [], action: "b" },
};
const reward: RewardEvent = {
  ...place,
  seq: 6,
  kind: "reward",
  body: {
    at: AT,
    request: "r",
    terms: [],
    fingerprint: "f",
    type: "purchase",
    value: 9,
    order: "o-1",
    credit: 9,
  },
};
const tick: TickEvent = { ...place, seq: 7, kind: "tick", body: { at: AT, from: [], to: [] } };

describe("messageOf", () => {
  it("says of a decision what was shown, how probable it was, and to whom", () => {
    const message = messageOf(ORIGIN, decision(), () => undefined, true);
    expect(message).toMatchObject({
      id: "shop.0.2.4",
      type: "decision",
      at: "2026-11-22T09:30:00.000Z",
      account: "demo",
      case_id: "shop",
      visitor: "anna",
      gaClientId: "11.22",
      data: {
        query_id: "q-1",
        action: "b",
        actions: ["b", "a"],
        probability: 0.7,
        mode: "model",
        state: { device: "phone", age: 37 },
      },
    });
  });

  it("says which model of a period decided", () => {
    const message = messageOf(ORIGIN, decision({ testModel: "offers_v2" }), () => undefined);
    expect(message?.data).toMatchObject({ test_model: "offers_v2" });
  });

  it("keeps the state to itself unless it is asked for", () => {
    expect(messageOf(ORIGIN, decision(), () => undefined)?.data).not.toHaveProperty("state");
  });

  it("says of selections and rewards whose they are by the decision before them", () => {
    for (const event of [select, reward]) {
      const told = messageOf(ORIGIN, event, () => decision());
      expect(told).toMatchObject({ visitor: "anna", gaClientId: "11.22" });
      const early = messageOf(ORIGIN, event, () => undefined);
      expect(early).toMatchObject({ visitor: "q-1" });
      expect(early).not.toHaveProperty("gaClientId");
    }
  });

  it("is silent about tests, with what follows them, and about ticks", () => {
    const test = decision({ mode: "test" });
    expect(messageOf(ORIGIN, test, () => undefined)).toBeUndefined();
    expect(messageOf(ORIGIN, reward, () => test)).toBeUndefined();
    expect(messageOf(ORIGIN, tick, () => undefined)).toBeUndefined();
  });

  it("keeps nothing that only the log needs", () => {
    const { data } = messageOf(ORIGIN, reward, () => decision()) ?? { data: {} };
    expect(Object.keys(data)).not.toContain("fingerprint");
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      query_id: "q-1",
      consumer_id: "anna",
      event_type: "purchase",
      value: 9,
      order_id: "o-1",
      credit: 9,
    });
  });
});
