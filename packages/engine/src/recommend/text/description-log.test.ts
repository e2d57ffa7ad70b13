import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  appendDescription,
  createDescriptionLog,
  earlierOfWord,
  markBefore,
  markedItem,
  markOf,
  newestOfWord,
  wordsBehind,
} from "./description-log.ts";
import type { DescriptionLog } from "./description-log.ts";

type Description = readonly [item: number, words: readonly number[]];

const descriptions = (words: number, most: number): fc.Arbitrary<Description[]> =>
  fc.array(fc.tuple(fc.nat(9), fc.uniqueArray(fc.nat(words), { maxLength: most, size: "max" })), {
    maxLength: 60,
  });

function logOf(all: readonly Description[], mostEntries: number): DescriptionLog {
  const log = createDescriptionLog(mostEntries);
  for (const [item, words] of all) appendDescription(log, item, words);
  return log;
}

/** Items described with a word, the latest first; null where the description has lost its beginning. */
function itemsWith(log: DescriptionLog, word: number): (number | null)[] {
  const items: (number | null)[] = [];
  for (let entry = newestOfWord(log, word); entry !== 0; entry = earlierOfWord(log, entry)) {
    const mark = markBefore(log, entry);
    items.push(mark === 0 ? null : markedItem(log, mark));
  }
  return items;
}

/** The same from all that was ever described, of which a ring holds the last entries. */
function itemsHeld(all: readonly Description[], word: number, capacity: number) {
  const entries = all.flatMap(([item, words], at) =>
    [null, ...words].map((one, place) => ({ item, at, word: one, place })),
  );
  const held = entries.slice(-capacity);
  const marked = new Set(held.flatMap(({ at, word: one }) => (one === null ? at : [])));
  return held
    .filter((entry) => entry.word === word)
    .map(({ item, at }) => (marked.has(at) ? item : null))
    .toReversed();
}

describe("a log of descriptions", () => {
  it.each([1, 7, 1000, 1024, 1500, 2048, 5000])(
    "of %i entries has the latest of each word, and what they are of",
    (mostEntries) => {
      fc.assert(
        fc.property(descriptions(90, 80), fc.nat(90), (all, word) => {
          const log = logOf(all, mostEntries);
          expect(itemsWith(log, word)).toEqual(itemsHeld(all, word, mostEntries));
        }),
      );
    },
  );

  it("tells the words that an item was described with last", () => {
    fc.assert(
      fc.property(descriptions(90, 80), fc.nat(9), (all, item) => {
        const log = logOf(all, 2 ** 13);
        const latest = all.findLast(([described]) => described === item);
        const mark = markOf(log, item);
        expect(mark === 0 ? undefined : wordsBehind(log, mark)).toEqual(latest?.[1]);
      }),
    );
  });

  it("tells large numbers apart", () => {
    const log = logOf(
      [
        [200_000, [262_143, 65_536]],
        [131_072, [262_143]],
      ],
      2 ** 22,
    );
    expect(itemsWith(log, 262_143)).toEqual([131_072, 200_000]);
    expect(itemsWith(log, 65_536)).toEqual([200_000]);
  });

  it("links words that lie far from each other", () => {
    const log = createDescriptionLog(2 ** 22);
    appendDescription(log, 1, [5]);
    for (let n = 0; n < 100_000; n++) appendDescription(log, 2, [6]);
    appendDescription(log, 3, [5]);
    expect(itemsWith(log, 5)).toEqual([3, 1]);
  });
});
