import fc from "fast-check";
import { expect, it } from "vitest";

import { hashId, ItemIndex } from "./item-index.ts";
import { addTo, emptyPage, indexOf, printHashes } from "./page.ts";

const ids = fc.uniqueArray(fc.string(), { maxLength: 300 });

it("finds every item on its page, whether it was made at once or grew", () => {
  fc.assert(
    fc.property(fc.array(ids, { maxLength: 12 }), (idsOfPages) => {
      const grown = new ItemIndex();
      const pages = idsOfPages.map((each, number) => {
        const page = emptyPage(number);
        for (const id of each) {
          addTo(page, hashId(id), id);
          grown.set(hashId(id), number);
        }
        return { page: number, hashes: printHashes(page.hashes) };
      });
      const atOnce = indexOf(pages);
      expect(atOnce.size).toBe(new Set(idsOfPages.flat()).size);
      expect(grown.size).toBe(atOnce.size);
      for (const id of idsOfPages.flat()) {
        const number = idsOfPages.findLastIndex((each) => each.includes(id));
        expect(atOnce.find(hashId(id))).toBe(number);
        expect(grown.find(hashId(id))).toBe(number);
      }
      expect(atOnce.find(hashId(`${idsOfPages.flat().join()} or another`))).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

it("finds what is there, and nothing else, however often items go and come", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(4_000), fc.boolean()), { maxLength: 20 }), (steps) => {
      const index = new ItemIndex();
      const there = new Map<string, number>();
      for (const [from, goes] of steps) {
        for (let n = from; n < from + 1_500; n++) {
          const id = `item ${n}`;
          if (goes) {
            index.delete(hashId(id));
            there.delete(id);
          } else {
            index.set(hashId(id), n);
            there.set(id, n);
          }
        }
      }
      expect(index.size).toBe(there.size);
      for (let n = 0; n < 6_000; n += 7) {
        expect(index.find(hashId(`item ${n}`))).toBe(there.get(`item ${n}`));
      }
    }),
    { numRuns: 30 },
  );
});
