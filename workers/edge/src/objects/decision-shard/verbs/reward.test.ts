import { createReplica } from "@nextmove/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  call,
  DAY_MS,
  decision,
  HOUR_MS,
  inOrder,
  reward as rewardItem,
  START,
  valueOf,
  young,
} from "../../../../test/examples.ts";
import type { RewardItem } from "../../../protocol/decision-shard/calls.ts";
import { decide } from "./decide.ts";
import { foldEpisode } from "../../../decision-log/episode.ts";
import type { NewEvent } from "../../../decision-log/events.ts";
import { reward } from "./reward.ts";

const replica = createReplica(160);
const NEW = foldEpisode([]);
const decided = (change = {}): NewEvent => decide(call(START), decision("q", change), replica, NEW);

type Change = NonNullable<Parameters<typeof call>[1]> & { item?: Partial<RewardItem> };

const pay = (events: NewEvent[], value: number, change: Change = {}, now = START) => {
  const { item = {}, ...ofCall } = change;
  const episode = foldEpisode(inOrder(...events));
  return reward(call(now, ofCall), rewardItem("q", value, item), episode, young);
};
const paid = (...args: Parameters<typeof pay>) => {
  const { event } = valueOf(pay(...args));
  if (!event) throw new Error("the reward is new");
  return event;
};
/** Sum of what the model is told to add. */
const taught = (events: readonly NewEvent[]): number =>
  events
    .flatMap((event) => (event.kind === "tick" ? [] : event.body.terms))
    .reduce((sum, { from, to }) => sum + to - from, 0);

describe("reward", () => {
  it("replaces what was expected of the decision", () => {
    const events = [decided()];
    const { body } = paid(events, 25);
    expect(body).toMatchObject({ credit: 25, arrival: 0 });
    expect(taught([...events, { ...paid(events, 25) }])).toBeCloseTo(25, 12);
  });

  it("adds up to the clipped sum, in whatever order and however many", () => {
    const range = { min: -50, max: 200 };
    const values = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(values, (all) => {
        const settings = { reward_range: range };
        const events = [decided()];
        for (const value of all) events.push(paid(events, value, { settings }));
        const sum = all.reduce((total, value) => total + value, 0);
        expect(taught(events)).toBeCloseTo(Math.min(200, Math.max(-50, sum)), 9);
      }),
    );
  });

  describe("as a refund of no sum", () => {
    const order = { orderId: "o1", eventType: "purchase" };
    const whole = { orderId: "o1", eventType: "refund", value: undefined };
    const paidBefore = (...values: number[]) => {
      const events = [decided()];
      for (const [n, value] of values.entries()) {
        const eventType = value < 0 ? "refund" : "purchase";
        events.push(paid(events, value, { item: { ...order, eventType, rewardId: `r${n}` } }));
      }
      return events;
    };

    it("takes back what its order has paid", () => {
      const events = paidBefore(40);
      const { body } = paid(events, 0, { item: whole });
      expect(body).toMatchObject({ value: -40, credit: -40, whole: true });
      expect(taught([...events, paid(events, 0, { item: whole })])).toBeCloseTo(0, 12);
    });

    it.each([
      ["by its own weight", [40], { refund: 0.5, purchase: 1 }, -40, -20],
      ["and is not given back already", [40, -15], {}, -25, -25],
      ["and nothing more", [40, -50], {}, 0, 0],
      ["or 1 where that is not known", [], {}, -1, -1],
    ])("%s", (_, before, weights, value, credit) => {
      const settings = { reward_weights: weights };
      const { body } = paid(paidBefore(...before), 0, { item: whole, settings });
      expect(body).toMatchObject({ value, credit });
    });

    it("minds no other order", () => {
      const { body } = paid(paidBefore(40), 0, { item: { ...whole, orderId: "o2" } });
      expect(body.value).toBe(-1);
    });
  });

  it("takes back just what was learned when the range has changed since", () => {
    const events = [decided()];
    events.push(paid(events, 50, { settings: { reward_range: { min: 0, max: 100 } } }));
    events.push(paid(events, -20, { settings: { reward_range: { min: 0, max: 40 } } }));
    expect(taught(events)).toBeCloseTo(30, 12);
  });

  it("is a replay under the same id, a conflict with another body", () => {
    const item = { rewardId: "r1", fingerprint: "one" };
    const events = [decided()];
    events.push(paid(events, 5, { item }));
    expect(valueOf(pay(events, 5, { item }))).toEqual({
      event: undefined,
      received: { replay: true, meta: {} },
    });
    const other = pay(events, 6, { item: { ...item, fingerprint: "two" } });
    expect(other).toMatchObject({ ok: false, error: { code: "reward_conflict" } });
  });

  it("is told apart by type, order and id, and never equal to another without any of them", () => {
    const items = [
      { rewardId: "1" },
      { rewardId: "2" },
      { orderId: "1" },
      { orderId: "1", rewardId: "1" },
      { rewardId: "1", eventType: "click" },
      {},
      {},
      { rewardId: "#5" },
    ];
    const events = [decided()];
    for (const item of items) events.push(paid(events, 1, { item }));
    expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(items.length + 1);
    expect(taught(events)).toBeCloseTo(items.length, 9);
  });

  it("is the same reward of an order whatever Idempotency-Key it comes under", () => {
    const purchase = { orderId: "1", fingerprint: "one" };
    const events = [decided()];
    events.push(paid(events, 5, { item: { ...purchase, requestKey: "k1" } }));
    for (const requestKey of ["k1", "k2", undefined]) {
      const again = valueOf(pay(events, 5, { item: { ...purchase, requestKey } }));
      expect(again).toEqual({ event: undefined, received: { replay: true, meta: {} } });
    }
  });

  it("is a conflict under the Idempotency-Key of another order", () => {
    const events = [decided()];
    const first = { orderId: "1", requestKey: "k1", fingerprint: "one" };
    events.push(paid(events, 5, { item: first }));
    const other = pay(events, 5, { item: { ...first, orderId: "2", fingerprint: "two" } });
    expect(other).toMatchObject({ ok: false, error: { code: "reward_conflict" } });
    const next = { orderId: "2", requestKey: "k2", fingerprint: "two" };
    expect(valueOf(pay(events, 5, { item: next })).event).toBeDefined();
  });

  it("counts by the weight of its type; with a list, what is not on it counts nothing", () => {
    const settings = { reward_weights: { purchase: 2 } };
    const purchase = { item: { eventType: "purchase" }, settings };
    expect(paid([decided()], 10, purchase).body).toMatchObject({ credit: 20 });
    for (const eventType of ["click", "constructor", "__proto__"]) {
      const { body } = paid([decided()], 10, { item: { eventType }, settings });
      expect(body, eventType).toMatchObject({ credit: 0, ignored: true, terms: [] });
      expect("arrival" in body).toBe(false);
    }
  });

  it("teaches once per type under a browser's key", () => {
    const browser = { publishable: true };
    const events = [decided()];
    events.push(paid(events, 10, browser));
    expect(paid(events, 10, browser).body).toMatchObject({ ignored: true, credit: 0, terms: [] });
    const click = { ...browser, item: { eventType: "click" } };
    expect(paid(events, 10, click).body.terms).toHaveLength(1);
    expect(paid(events, 10).body.terms).toHaveLength(1);
  });

  it("is recorded after the window, not learned; its age is when it happened", () => {
    const late = START + 30 * DAY_MS + HOUR_MS;
    const events = [decided()];
    const { event, received } = valueOf(pay(events, 10, {}, late));
    expect(received.meta).toEqual({ expired: true });
    expect(event?.body).toMatchObject({ expired: true, value: 10, credit: 0, terms: [] });
    const inTime = paid(events, 10, { item: { ageMs: 2 * HOUR_MS } }, late).body;
    expect(inTime).toMatchObject({ credit: 10 });
    expect("expired" in inTime).toBe(false);
  });

  it("waits for its decision, or is refused when strict", () => {
    expect(valueOf(pay([], 10)).received.meta).toEqual({ pending: true });
    const strict = pay([], 10, { item: { strict: true } });
    expect(strict).toMatchObject({ ok: false, error: { code: "unknown_query" } });
  });

  it("is an arrival, at the decision's age, when it is the first that brings something", () => {
    const older = { ...young, levelOf: () => 3 };
    const arrivalOf = (events: NewEvent[], value: number): number | undefined => {
      const episode = foldEpisode(inOrder(...events));
      return valueOf(reward(call(START), rewardItem("q", value), episode, older)).event?.body
        .arrival;
    };
    const nothing = [decided()];
    expect(arrivalOf(nothing, 0)).toBeUndefined();
    expect(arrivalOf(nothing, 10)).toBe(3);
    const zero = [...nothing, paid(nothing, 0)];
    expect(arrivalOf(zero, 10)).toBe(3);
    expect(arrivalOf([...zero, paid(zero, 10)], 10)).toBeUndefined();
    const deferred = decide(call(START, { publishable: true }), decision("q"), replica, NEW);
    expect(arrivalOf([deferred], 10)).toBeUndefined();
  });

  it("notes when it names another consumer than the decision did", () => {
    const events = [decided({ consumerId: "ann" })];
    expect(paid(events, 1, { item: { consumerId: "bob" } }).body.mismatch).toBe(true);
    expect("mismatch" in paid(events, 1, { item: { consumerId: "ann" } }).body).toBe(false);
    expect("mismatch" in paid(events, 1).body).toBe(false);
  });

  it("stays finite however large the value", () => {
    const settings = { reward_weights: { reward: 1e6 } };
    const events = [decided()];
    for (const value of [1.7e308, 1.7e308, -1.7e308]) {
      events.push(paid(events, value, { settings }));
      expect(Number.isFinite(taught(events))).toBe(true);
      expect(JSON.parse(JSON.stringify(events.at(-1)))).toEqual(events.at(-1));
    }
    expect(taught(events)).toBeCloseTo(100, 9);
  });

  it("stores nothing of a test", () => {
    expect(valueOf(pay([decided()], 1, { item: { test: true } })).event).toBeUndefined();
    expect(valueOf(pay([decided({ test: true })], 1)).event).toBeUndefined();
  });

  it("tells rewards apart, and knows one again, when what lapsed before is forgotten", () => {
    const late = START + 2 * DAY_MS;
    const decidedLate = decide(call(late), decision("q"), replica, NEW);
    const twice = (item: Partial<RewardItem>) => {
      const lapsed = paid([], 5, { item });
      const first = paid([lapsed, decidedLate], 5, { item }, late);
      return [first, valueOf(pay([decidedLate, first], 5, { item }, late)).event];
    };
    const keys = twice({}).map((event) => event?.dedupeKey);
    expect(new Set(keys).size).toBe(2);
    expect(twice({ rewardId: "r" })[1]).toBeUndefined();
  });
});
