import fc from "fast-check";
import { expect, it } from "vitest";
import { bestOf, type Rated } from "./best.ts";

const values = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 200, size: "max" });

it("finds what sorting all would, of each group the best", () => {
  fc.assert(
    fc.property(
      values,
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 1, max: 6 }),
      (all, limit, size) => {
        const rated = all.map((value, item): Rated => ({ item, value }));
        const groupAt = (item: number): number => Math.floor(item / size);
        const allowed = (item: number): boolean => item % 5 !== 3;
        const sorted = rated
          .filter(({ item }) => allowed(item))
          .sort((left, right) => right.value - left.value);
        const best = (one: Rated, index: number) =>
          sorted.findIndex(({ item }) => groupAt(item) === groupAt(one.item)) === index;
        const itself = (place: number): number => place;
        const valueAt = (place: number): number => all[place] ?? 0;
        expect(bestOf(all.length, itself, valueAt, limit, allowed, groupAt)).toEqual(
          sorted.filter(best).slice(0, limit),
        );
        expect(bestOf(all.length, itself, valueAt, limit, allowed)).toEqual(sorted.slice(0, limit));
      },
    ),
  );
});
