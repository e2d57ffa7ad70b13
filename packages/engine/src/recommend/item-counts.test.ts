import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CountTally, ItemCounts } from "./item-counts.ts";
import { addCounts, createTally, takeTally, tallyItem } from "./item-counts.ts";
import { recommend } from "./recommend.ts";
import type { Recommender } from "./recommender.ts";
import { createRecommender } from "./recommender.ts";
import { recordEvent } from "./record-event.ts";

const HOUR = 3_600_000;
const END = 50 * HOUR;
const OPTIONS = { halfLifeMs: HOUR, mostItems: 100 };

interface Replica {
  recommender: Recommender;
  tally: CountTally;
  taken: number;
}

const openReplica = (): Replica => {
  const recommender = createRecommender(OPTIONS);
  return { recommender, tally: createTally(recommender.options), taken: 0 };
};

const trending = (recommender: Recommender) =>
  recommend(recommender, { kind: "trending" }, { limit: 20, now: END });

/** What happens: a visitor of a replica meets an item, or a replica hears of the others. */
const step = fc.record({
  replica: fc.nat(3),
  item: fc.option(fc.nat(7).map((n) => `item-${n}`)),
  at: fc.nat(END),
});

describe("counts of several replicas", () => {
  it("come to what one would have counted, whatever the split, the order and who hears when", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const alone = createRecommender(OPTIONS);
        const replicas = [openReplica(), openReplica(), openReplica(), openReplica()];
        const log: { by: Replica; counts: ItemCounts }[] = [];
        const meet = (replica: Replica): void => {
          for (const counts of takeTally(replica.tally)) log.push({ by: replica, counts });
          for (const { by, counts } of log.slice(replica.taken)) {
            if (by !== replica) addCounts(replica.recommender, counts);
          }
          replica.taken = log.length;
        };
        for (const { replica: n, item, at } of steps) {
          const replica = replicas[n] ?? openReplica();
          if (item === null) {
            meet(replica);
            continue;
          }
          const event = { visitor: `visitor-${n}`, item, kind: "view", at } as const;
          recordEvent(alone, event);
          recordEvent(replica.recommender, event);
          tallyItem(replica.tally, item, at);
        }
        for (const replica of [...replicas, ...replicas]) meet(replica);
        const expected = trending(alone);
        for (const { recommender } of replicas) {
          const found = trending(recommender);
          expect(found.map(({ item }) => item).toSorted()).toEqual(
            expected.map(({ item }) => item).toSorted(),
          );
          // Place by place: of equals any may come first.
          for (const [place, { score }] of expected.entries()) {
            expect(found[place]?.score).toBeCloseTo(score, 9);
          }
        }
      }),
    );
  });

  it("are handed on once, and of many items in several pieces", () => {
    const { tally } = openReplica();
    for (let n = 0; n < 12_000; n++) tallyItem(tally, `item-${n}`, n);
    const pieces = takeTally(tally);
    expect(pieces.map(({ counts }) => counts.length)).toEqual([5000, 5000, 2000]);
    expect(takeTally(tally)).toEqual([]);
  });

  it("show at once, though what is popular is known of 256 counts ago", () => {
    const { recommender } = openReplica();
    const wide = createRecommender({ ...OPTIONS, mostItems: 1000 });
    for (let n = 0; n < 300; n++) {
      recordEvent(wide, { visitor: "v", item: `item-${n}`, kind: "view", at: END });
    }
    trending(wide);
    addCounts(wide, { at: END, counts: [["from-elsewhere", 300]] });
    expect(trending(wide)[0]?.item).toBe("from-elsewhere");
    expect(trending(recommender)).toEqual([]);
  });

  it("of more items than there is room for are passed over", () => {
    const { recommender } = openReplica();
    const counts = Array.from({ length: 150 }, (_, n) => [`item-${n}`, 1] as const);
    addCounts(recommender, { at: 0, counts });
    expect(recommender.items.numbers.size).toBe(100);
  });
});
