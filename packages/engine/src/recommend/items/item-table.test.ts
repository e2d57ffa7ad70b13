import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countItems,
  createItemTable,
  forgetItems,
  idOf,
  numberOf,
  putId,
  storedId,
  takeNumberOf,
} from "./item-table.ts";
import type { ItemTable } from "./item-table.ts";

// Lone surrogates and empty texts included: ids are what shops make of them.
const id = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom("a", "é", "日本", "\ud800"),
);

const tableOf = (ids: readonly string[], mostItems = 1000): ItemTable => {
  const table = createItemTable(mostItems);
  for (const each of ids) takeNumberOf(table, each);
  return table;
};

describe("a table of items", () => {
  it("gives every id a number of its own, by which it is found again", () => {
    fc.assert(
      fc.property(fc.array(id), fc.array(id), (ids, others) => {
        const table = tableOf(ids);
        const known = [...new Set(ids)];
        expect(known.map((each) => numberOf(table, each))).toEqual([...known.keys()]);
        expect(known.map((_, number) => idOf(table, number))).toEqual(known);
        expect(countItems(table)).toBe(known.length);
        for (const other of others) {
          if (!known.includes(other)) expect(numberOf(table, other)).toBeUndefined();
        }
        expect(idOf(table, known.length)).toBeUndefined();
      }),
    );
  });

  it("is the same after storing", () => {
    fc.assert(
      fc.property(fc.array(id), fc.nat(3), (ids, every) => {
        const table = tableOf(ids);
        forgetItems(table, (number) => number % (every + 1) > 0);
        const restored = createItemTable(1000);
        for (let number = 0; number < table.size; number++) {
          putId(restored, number, storedId(table, number));
        }
        expect(countItems(restored)).toBe(countItems(table));
        for (let number = 0; number < table.size; number++) {
          expect(idOf(restored, number)).toBe(idOf(table, number));
        }
        for (const each of ids) expect(numberOf(restored, each)).toBe(numberOf(table, each));
      }),
    );
  });

  it("gives the numbers of forgotten items again", () => {
    const ids = Array.from({ length: 3000 }, (_, n) => `item ${n}`);
    const table = tableOf(ids, 3000);
    expect(takeNumberOf(table, "one more")).toBeUndefined();
    idOf(table, 2);
    const forgotten = forgetItems(table, (number) => number % 2 === 1);
    expect(forgotten).toHaveLength(1500);
    expect(idOf(table, 2)).toBeUndefined();
    expect(numberOf(table, "item 2")).toBeUndefined();
    expect(numberOf(table, "item 3")).toBe(3);
    const others = Array.from({ length: 1500 }, (_, n) => `another ${n}`);
    const numbers = others.map((other) => takeNumberOf(table, other));
    expect(new Set(numbers)).toEqual(new Set(forgotten));
    expect(numbers.map((number) => idOf(table, number ?? -1))).toEqual(others);
    expect(ids.map((each) => numberOf(table, each) !== undefined)).toEqual(
      ids.map((_, n) => n % 2 === 1),
    );
    expect(takeNumberOf(table, "one more")).toBeUndefined();
  });
});
