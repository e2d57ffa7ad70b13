import type { DropReason } from "@nextmove/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deliveryOf, knows, type Ledger, newLedger, note } from "./ledger.ts";

interface Sent {
  received: number[];
  dropped: { seq: number; reason: DropReason }[];
}

const noteAll = (envelopes: readonly Sent[]): Ledger =>
  envelopes.reduce(
    (ledger, { received, dropped }, index) => note(ledger, received, dropped, index),
    newLedger(0),
  );

// A number has one reason: a sender gives up on an event once.
const reasonOf = (seq: number): DropReason =>
  (["too_old", "storage", "rejected"] as const)[seq % 3] ?? "too_old";
const seqs = (max: number) => fc.array(fc.integer({ min: 1, max }), { maxLength: 12 });
const envelopes = (max: number) =>
  fc.array(
    fc.record({
      received: seqs(max),
      dropped: seqs(max).map((all) => all.map((seq) => ({ seq, reason: reasonOf(seq) }))),
    }),
    { maxLength: 8 },
  );

/** With so few numbers no more stretches stand apart than a ledger keeps. */
const FEW = 20;

/** Counted by hand. */
const expected = (all: readonly Sent[]) => {
  const received = new Set(all.flatMap((each) => each.received));
  const lost = new Set(all.flatMap((each) => each.dropped.map(({ seq }) => seq)));
  const dropped: Record<string, number> = {};
  for (const seq of lost) {
    if (!received.has(seq)) dropped[reasonOf(seq)] = (dropped[reasonOf(seq)] ?? 0) + 1;
  }
  let missing = 0;
  for (let seq = 1; seq < Math.max(0, ...received); seq++) {
    if (!received.has(seq) && !lost.has(seq)) missing += 1;
  }
  return { received: received.size, missing, dropped };
};

describe("a tab's ledger", () => {
  it("counts what came, what did not and what was given up", () => {
    const ledger = noteAll([
      { received: [1, 2], dropped: [] },
      { received: [6], dropped: [{ seq: 3, reason: "too_old" }] },
    ]);
    expect(deliveryOf(ledger)).toEqual({ received: 3, missing: 2, dropped: { too_old: 1 } });
  });

  it("does not call missing what nothing has come after", () => {
    const dropped = [{ seq: 5, reason: "storage" as const }];
    expect(deliveryOf(noteAll([{ received: [1], dropped }]))).toEqual({
      received: 1,
      missing: 0,
      dropped: { storage: 1 },
    });
  });

  it("takes what came after all for received", () => {
    const dropped = [{ seq: 1, reason: "rejected" as const }];
    const sent = [
      { received: [], dropped },
      { received: [1], dropped: [] },
    ];
    expect(deliveryOf(noteAll(sent))).toEqual({ received: 1, missing: 0, dropped: {} });
  });

  it("gives the same sums whatever the order, split and repetition of envelopes", () => {
    const shuffled = envelopes(FEW).chain((sent) =>
      fc.tuple(fc.constant(sent), fc.shuffledSubarray([...sent, ...sent], { minLength: 0 })),
    );
    fc.assert(
      fc.property(shuffled, ([sent, again]) => {
        const all = [...again, ...sent.toReversed()];
        expect(deliveryOf(noteAll(all))).toEqual(expected(sent));
        const single = all.flatMap(({ received, dropped }) => [
          ...received.map((seq) => ({ received: [seq], dropped: [] })),
          ...dropped.map((each) => ({ received: [], dropped: [each] })),
        ]);
        expect(deliveryOf(noteAll(single))).toEqual(expected(sent));
        for (const { received } of sent) {
          for (const seq of received) expect(knows(noteAll(all), seq)).toBe(true);
        }
      }),
    );
  });

  it("stays small whatever is made up, and never counts a number twice", () => {
    fc.assert(
      fc.property(fc.array(envelopes(1_000_000), { minLength: 5, maxLength: 20 }), (made) => {
        const sent = made.flat();
        const ledger = noteAll(sent);
        expect(JSON.stringify(ledger).length).toBeLessThan(2_000);
        const { received, missing, dropped } = deliveryOf(ledger);
        const highest = Math.max(
          0,
          ...sent.flatMap((each) => [...each.received, ...each.dropped.map(({ seq }) => seq)]),
        );
        const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
        expect(received + missing + lost).toBeLessThanOrEqual(highest);
        expect(Math.min(received, missing, lost)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 50 },
    );
  });
});
