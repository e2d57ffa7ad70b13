import fc from "fast-check";
import { expect, it } from "vitest";
import { appendEvent, createSessionLog } from "../log/session-log.ts";
import { addScore, createScores, foundItem, scoreIn } from "../scores/scores.ts";
import { scoreDistantItems } from "./distant-items.ts";

const ITEMS = 24;
/** Each item was seen once, with a companion that no other item has: that tells who led to it. */
const companionOf = (item: number): number => item + ITEMS;
const log = createSessionLog(1024);
for (let item = 1; item <= ITEMS; item++) {
  appendEvent(log, companionOf(item), appendEvent(log, item, 0));
}

const item = fc.integer({ min: 1, max: ITEMS });
// Few values, so that many items have the same.
const near = fc.uniqueArray(fc.record({ item, score: fc.integer({ min: 1, max: 9 }) }), {
  selector: (found) => found.item,
  maxLength: ITEMS,
  size: "max",
});

it("leads on from the best six that are not in the session, of equals those found first", () => {
  fc.assert(
    fc.property(near, fc.array(item, { maxLength: 4 }), (found, session) => {
      const [scores, out] = [createScores(), createScores()];
      for (const one of found) addScore(scores, one.item, one.score);
      scoreDistantItems(log, session, 0, scores, createScores(), out);

      const bridges = found
        .toSorted((one, other) => other.score - one.score)
        .filter((one) => !session.includes(one.item))
        .slice(0, 6);
      const reached = Array.from({ length: out.count }, (_, place) => ({
        item: foundItem(out, place),
        score: scoreIn(out, place),
      }));
      expect(reached).toEqual(
        bridges.map(({ item: bridge, score }) => ({ item: companionOf(bridge), score })),
      );
    }),
  );
});
