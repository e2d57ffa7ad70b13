import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  above,
  has,
  type Intervals,
  intervalsOf,
  sizeOf,
  union,
  upTo,
  without,
} from "./intervals.ts";

const numbers = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });
const sorted = (values: Iterable<number>) => [...new Set(values)].sort((a, b) => a - b);
const membersOf = (set: Intervals): number[] =>
  set.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));

/** No two stretches touch, and they are in order: a set has one spelling. */
const expectCanonical = (set: Intervals) => {
  for (const [index, [from, to]] of set.entries()) {
    expect(from).toBeLessThanOrEqual(to);
    expect(from).toBeGreaterThan((set[index - 1]?.[1] ?? -1) + 1);
  }
};

describe("intervals", () => {
  it("are the sets they stand for", () => {
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 0, max: 41 }), (left, right, number) => {
        const [a, b] = [intervalsOf(left), intervalsOf(right)];
        expect(membersOf(a)).toEqual(sorted(left));
        expect(membersOf(union(a, b))).toEqual(sorted([...left, ...right]));
        expect(membersOf(without(a, b))).toEqual(
          sorted(left.filter((each) => !right.includes(each))),
        );
        expect(membersOf(above(a, number))).toEqual(sorted(left.filter((each) => each > number)));
        expect(membersOf(upTo(a, number))).toEqual(sorted(left.filter((each) => each <= number)));
        expect(sizeOf(a)).toBe(sorted(left).length);
        expect(has(a, number)).toBe(left.includes(number));
        for (const set of [a, union(a, b), without(a, b), above(a, number), upTo(a, number)])
          expectCanonical(set);
      }),
    );
  });
});
