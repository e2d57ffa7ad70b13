import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reward, selection } from "../../storage/entry.fake.ts";
import { droppedEntry } from "../../storage/entry.ts";
import { inEnvelopes, MAX_ENVELOPE_BYTES, MAX_ENVELOPE_EVENTS, requestOf } from "./envelopes.ts";

const ids = (envelopes: ReturnType<typeof inEnvelopes>) =>
  envelopes.map((envelope) => envelope.map(({ id }) => id));

const SENDING = { key: "pk_test", consumer_id: "consumer", aliases: undefined, sent_at: 9 };

describe("inEnvelopes", () => {
  it("keeps to the order, one case, tab and session each", () => {
    const nextVisit = { id: "session-2", number: 2, startedAt: 5 };
    expect(
      ids(
        inEnvelopes([
          selection(1),
          reward(2),
          selection(3, "checkout"),
          reward(4),
          { ...reward(5), session: nextVisit },
          { ...reward(6), session: nextVisit, tab: "tab-2" },
        ]),
      ),
    ).toEqual([
      ["000001-select", "000002-reward"],
      ["000003-select"],
      ["000004-reward"],
      ["000005-reward"],
      ["000006-reward"],
    ]);
  });

  it("starts another envelope when one has enough events", () => {
    const entries = Array.from({ length: MAX_ENVELOPE_EVENTS + 1 }, (_, number) =>
      selection(number),
    );
    expect(inEnvelopes(entries).map(({ length }) => length)).toEqual([MAX_ENVELOPE_EVENTS, 1]);
  });

  it("loses nothing, and keeps every body of many events within the bytes of a beacon", () => {
    const action = fc.string({ unit: "grapheme", minLength: 0, maxLength: 4000 });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const entries = actions.map((name, number) => selection(number, "shop", name));
        const envelopes = inEnvelopes(entries);
        expect(envelopes.flat()).toEqual(entries);
        for (const envelope of envelopes) {
          const [, body] = requestOf(envelope, SENDING);
          if (envelope.length > 1)
            expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_ENVELOPE_BYTES);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is empty for nothing", () => {
    expect(inEnvelopes([])).toEqual([]);
  });
});

describe("requestOf", () => {
  it("reports the events with their numbers, and what was dropped with its reason", () => {
    const [path, body] = requestOf(
      [selection(1, "a b"), droppedEntry(selection(2, "a b"), "too_old"), reward(3, "a b")],
      SENDING,
    );
    expect(path).toBe("/v3/collect/a%20b");
    expect(JSON.parse(body)).toEqual({
      key: "pk_test",
      consumer_id: "consumer",
      sent_at: 9,
      tab: "tab-1",
      session: { id: "session-1", number: 1, started_at: 0 },
      events: [
        {
          seq: 1,
          type: "select",
          event_id: "000001-select",
          at: 1,
          query_id: "q1",
          action: "a",
        },
        {
          seq: 3,
          type: "reward",
          event_id: "000003-reward",
          at: 3,
          query_id: "q3",
          event_type: "click",
          value: 1,
          reward_id: "000003-reward",
        },
      ],
      dropped: [{ seq: 2, reason: "too_old" }],
    });
  });
});
