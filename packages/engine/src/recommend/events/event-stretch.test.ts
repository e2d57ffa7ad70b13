import fc from "fast-check";
import { countItems } from "../items/item-table.ts";
import { describe, expect, it } from "vitest";
import type { EventStretch, Outbox } from "./event-stretch.ts";
import { createOutbox, noteEvent, repeatStretch, takeStretches } from "./event-stretch.ts";
import { recommend } from "../recommend.ts";
import type { Recommender } from "../state/recommender.ts";
import { createRecommender } from "../state/recommender.ts";
import type { ItemEvent } from "./record-event.ts";
import { recordEvent } from "./record-event.ts";
import { visitorItems } from "./visitor-items.ts";

const HOUR = 3_600_000;
const END = 50 * HOUR;
const OPTIONS = { halfLifeMs: HOUR, mostItems: 100 };
const REPLICAS = 3;

interface Replica {
  recommender: Recommender;
  outbox: Outbox;
  taken: number;
}

const openReplica = (): Replica => ({
  recommender: createRecommender(OPTIONS),
  outbox: createOutbox(),
  taken: 0,
});

const trending = (recommender: Recommender) =>
  recommend(recommender, { kind: "trending" }, { limit: 20, now: END });

/** What happens: a visitor meets an item, or their replica hears of the others. */
const step = fc.record({
  visitor: fc.nat(8),
  kind: fc.constantFrom("view", "basket", "purchase"),
  item: fc.option(fc.nat(7).map((n) => `item-${n}`)),
  at: fc.nat(END),
});

describe("what several recommenders of a shop record", () => {
  it("comes to what one would have, whatever the split, the order and who hears when", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const alone = createRecommender(OPTIONS);
        const replicas = Array.from({ length: REPLICAS }, openReplica);
        const log: { by: Replica; stretch: EventStretch }[] = [];
        const meet = (replica: Replica): void => {
          for (const stretch of takeStretches(replica.outbox)) log.push({ by: replica, stretch });
          for (const { by, stretch } of log.slice(replica.taken)) {
            if (by !== replica) repeatStretch(replica.recommender, stretch);
          }
          replica.taken = log.length;
        };
        for (const { visitor, kind, item, at } of steps) {
          const replica = replicas[visitor % REPLICAS] ?? openReplica();
          if (item === null) {
            meet(replica);
            continue;
          }
          const event: ItemEvent = { visitor: `visitor-${visitor}`, item, kind, at };
          recordEvent(alone, event);
          recordEvent(replica.recommender, event);
          noteEvent(replica.outbox, event);
        }
        for (const replica of [...replicas, ...replicas]) meet(replica);
        const expected = trending(alone);
        const visitors = Array.from({ length: 9 }, (_, n) => `visitor-${n}`);
        for (const { recommender } of replicas) {
          const found = trending(recommender);
          expect(found.map(({ item }) => item).toSorted()).toEqual(
            expected.map(({ item }) => item).toSorted(),
          );
          // Place by place: of equals any may come first.
          for (const [place, { score }] of expected.entries()) {
            expect(found[place]?.score).toBeCloseTo(score, 9);
          }
          for (const visitor of visitors) {
            expect(visitorItems(recommender, visitor)).toEqual(visitorItems(alone, visitor));
          }
        }
      }),
    );
  });

  it("is told once, and of many events in several pieces", () => {
    const { outbox } = openReplica();
    for (let n = 0; n < 4_500; n++) {
      noteEvent(outbox, { visitor: `v${n}`, item: `item-${n % 7}`, kind: "view", at: n });
    }
    const stretches = takeStretches(outbox);
    expect(stretches.map(({ events }) => events.length)).toEqual([2000, 2000, 500]);
    expect(stretches.map(({ items }) => items.length)).toEqual([7, 7, 7]);
    expect(takeStretches(outbox)).toEqual([]);
  });

  it("is passed over where there is no room for the item", () => {
    const { recommender, outbox } = openReplica();
    for (let n = 0; n < 150; n++) {
      noteEvent(outbox, { visitor: "v", item: `item-${n}`, kind: "view", at: 0 });
    }
    for (const stretch of takeStretches(outbox)) repeatStretch(recommender, stretch);
    expect(countItems(recommender.items)).toBe(100);
  });
});
