import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDelivery, NO_DELIVERY } from "../../../protocol/customer-shard/delivery.ts";
import { parseVisitor, printVisitor } from "./stored-visitor.ts";
import { newVisitor, receive, type Visitor } from "./visitor.ts";
import type { Envelope } from "../../../protocol/customer-shard/envelope.ts";

const MINUTE_MS = 60_000;
const START = 1_700_000_000_000;

const envelope = (seqs: readonly number[], change: Partial<Envelope> = {}): Envelope => ({
  consumer: "someone",
  caseId: "shop",
  tab: "tab-00001",
  aliases: {},
  session: undefined,
  events: seqs.map((seq) => ({ type: "track", seq, at: START, name: `event ${seq}`, params: {} })),
  refused: [],
  dropped: [],
  ...change,
});

const viewed = (seq: number, item_id: string): Partial<Envelope> => ({
  events: [{ type: "track", seq, at: START, name: "view_item", params: { items: [{ item_id }] } }],
});
const session = (id: string, startedAt: number) => ({
  session: { id, number: 1, started_at: startedAt },
});

/** As the object does it: through the row, and only what is stored belongs to the history. */
const follow = (envelopes: readonly Envelope[]) => {
  let visitor: Visitor = newVisitor(START);
  let delivery = NO_DELIVERY;
  const told: number[] = [];
  for (const [index, each] of envelopes.entries()) {
    const received = receive(visitor, each, START + index);
    if (!received) continue;
    const stored = received.stored;
    visitor = parseVisitor(
      printVisitor({
        ...received.visitor,
        envelopes: [...received.visitor.envelopes, ...(stored ? [index] : [])],
      }),
    );
    delivery = addDelivery(delivery, received.change);
    told.push(...(stored?.events ?? []).map(({ seq }) => seq));
  }
  return { visitor, delivery, told };
};

describe("receive", () => {
  it("stores every event once, whatever the order, split and repetition of envelopes", () => {
    const seqs = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(seqs, { maxLength: 12 }), (sent) => {
        const { told, delivery } = follow(sent.map((each) => envelope(each)));
        const all = [...new Set(sent.flat())];
        const inOrder = (values: readonly number[]) => values.toSorted((a, b) => a - b);
        expect(inOrder(told)).toEqual(inOrder(all));
        const highest = Math.max(0, ...all);
        expect(delivery).toEqual({
          received: all.length,
          missing: highest - all.length,
          dropped: {},
        });
      }),
    );
  });

  it("keeps tabs and cases apart, hostile names included", () => {
    const places = ["tab-00001", "__proto__"].flatMap((tab) =>
      ["shop", "__proto__"].map((caseId) => ({ tab, caseId })),
    );
    const { told, delivery } = follow(places.map((place) => envelope([1, 2], place)));
    expect(told).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
    expect(delivery.received).toBe(8);
  });

  it("remembers a hundred tabs, those that were heard of last", () => {
    const tabs = Array.from({ length: 120 }, (_, index) => `tab-${String(index).padStart(5, "0")}`);
    const { visitor } = follow(tabs.map((tab) => envelope([1], { tab })));
    expect([...(visitor.ledgers.get("shop")?.keys() ?? [])].toSorted()).toEqual(tabs.slice(20));
  });

  it("has nothing to store of what brings nothing new", () => {
    const first = follow([envelope([1])]).visitor;
    expect(receive(first, envelope([1]), START)).toBeUndefined();
    expect(receive(first, envelope([]), START)).toBeUndefined();
    expect(receive(newVisitor(START), envelope([]), START)).toBeUndefined();
    const linked = receive(first, envelope([], { aliases: { ga_client_id: "1.2" } }), START);
    expect(linked).toMatchObject({
      stored: undefined,
      visitor: { aliases: { ga_client_id: "1.2" } },
    });
  });

  it("begins a new visit with a new session, or after half an hour without one", () => {
    const visitOf = (...envelopes: [Envelope, at: number][]) =>
      envelopes.reduce(
        (visitor, [each, at]) => receive(visitor, each, at)?.visitor ?? visitor,
        newVisitor(START),
      ).visit.viewed;
    const [one, two] = [session("s1", START), session("s2", START + MINUTE_MS)];
    const first = envelope([], { ...viewed(1, "a"), ...one });
    expect(visitOf([first, START], [envelope([], { ...viewed(2, "b"), ...one }), START])).toEqual([
      "a",
      "b",
    ]);
    const next = envelope([], { ...viewed(2, "b"), ...two });
    expect(visitOf([first, START], [next, START])).toEqual(["b"]);
    // What comes late of a visit that is over says nothing about this one.
    expect(visitOf([next, START], [first, START])).toEqual(["b"]);
    const rested = START + 30 * MINUTE_MS + 1;
    const unnamed = envelope([], viewed(1, "a"));
    const later = envelope([], viewed(2, "b"));
    expect(visitOf([unnamed, START], [later, rested - 1])).toEqual(["a", "b"]);
    expect(visitOf([unnamed, START], [later, rested])).toEqual(["b"]);
  });
});
