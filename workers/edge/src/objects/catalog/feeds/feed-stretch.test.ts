import fc from "fast-check";
import { expect, it } from "vitest";
import { fakeSqlStorage } from "../../sql-storage.fake.ts";
import { stretchFrom } from "./feed-stretch.ts";
import { PageChanges } from "../items/page-changes.ts";
import { type FeedPage, NOTHING_TAKEN } from "../../../protocol/catalog/replicas.ts";

const hashes = new ArrayBuffer(0);

/** A feed of pages with a word each, as the first Catalog stores it. */
const openFeed = () => {
  const changes = new PageChanges(fakeSqlStorage());
  let pages = new Map<number, string>();
  const state = { generation: 0, revision: 0 };
  const stored = (_: number, page: number): FeedPage => ({
    page,
    hashes,
    body: pages.get(page) ?? "",
  });
  return {
    state,
    get pages() {
      return pages;
    },
    table: {
      changes,
      stored,
      storedFrom: (generation: number, from: number, limit: number): FeedPage[] =>
        [...pages.keys()]
          .filter((page) => page >= from)
          .toSorted((left, right) => left - right)
          .slice(0, limit)
          .map((page) => stored(generation, page)),
    },
    replace: (count: number, word: string): void => {
      pages = new Map(Array.from({ length: count }, (_, page) => [page, word]));
      state.generation += 1;
      state.revision += 1;
      changes.forget();
    },
    change: (changed: readonly number[], word: string): void => {
      state.revision += 1;
      for (const page of changed) {
        if (word === "") pages.delete(page);
        else pages.set(page, word);
      }
      changes.note(changed, state.revision);
    },
  };
};

const word = fc.constantFrom("", "a", "b", "c");
const step = fc.oneof(
  { weight: 1, arbitrary: fc.record({ replace: fc.nat(80) }) },
  {
    weight: 4,
    arbitrary: fc.record({ change: fc.uniqueArray(fc.nat(99), { maxLength: 50 }), word }),
  },
  { weight: 8, arbitrary: fc.constant("take" as const) },
);

it("leads a replica to the feed as it is, whatever is changed on the way", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const feed = openFeed();
      // An update of nothing makes a generation, too.
      feed.replace(0, "");
      let place = NOTHING_TAKEN;
      let taken = new Map<number, string>();
      const take = (): boolean => {
        const stretch = stretchFrom(feed.table, feed.state, place);
        if (stretch.place.generation !== place.generation) taken = new Map();
        for (const { page, body } of stretch.pages) {
          if (body === "") taken.delete(page);
          else taken.set(page, body);
        }
        ({ place } = stretch);
        return stretch.isEnd;
      };
      for (const [n, one] of steps.entries()) {
        if (one === "take") take();
        else if ("replace" in one) feed.replace(one.replace, `new ${n}`);
        else feed.change(one.change, one.word && `${one.word} ${n}`);
      }
      // One to begin anew, and one for 16 of 200 pages, twice at most.
      let stretches = 0;
      while (!take()) {
        stretches += 1;
        expect(stretches).toBeLessThan(30);
      }
      expect(Object.fromEntries(taken)).toEqual(Object.fromEntries(feed.pages));
      expect(place).toMatchObject(feed.state);
    }),
  );
});

it("has nothing to lead to before the first feed", () => {
  const { table, state } = openFeed();
  expect(stretchFrom(table, state, NOTHING_TAKEN)).toMatchObject({ pages: [], isEnd: true });
});
