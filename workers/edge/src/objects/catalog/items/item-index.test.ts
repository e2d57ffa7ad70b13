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
