import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { addToSketch, sketchQuantile } from "./quantile-sketch.ts";
import { winsorise, winsorisingCap } from "./winsorise.ts";

const amount = fc.double({ min: 0.01, max: 1e9, noNaN: true });
const amounts = fc.array(amount, { maxLength: 80 });

function sketchOf(values: number[]) {
  const sketch = new Map<number, number>();
  for (const value of values) addToSketch(sketch, value);
  return sketch;
}

describe("quantile sketch", () => {
  it("is within 1 % of the exact quantile", () => {
    fc.assert(
      fc.property(amounts, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        fc.pre(values.length > 0);
        const ascending = values.toSorted((a, b) => a - b);
        const exact = ascending[Math.floor(q * (values.length - 1))] ?? NaN;
        const found = sketchQuantile(sketchOf(values), q) ?? NaN;
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(0.0100001 * Math.abs(exact));
      }),
    );
  });

  it("counts only what is above 0", () => {
    expect(sketchQuantile(sketchOf([0, 0, -20, NaN]), 0.5)).toBeUndefined();
    expect(sketchQuantile(sketchOf([0, 0, -20, 50]), 0)).toBeCloseTo(50, -1);
  });

  it("stays small", () => {
    const cents = Array.from({ length: 100_000 }, (_, i) => (i + 1) / 100);
    expect(sketchOf(cents).size).toBeLessThan(700);
  });
});

describe("winsorise", () => {
  it("holds a total within the cap, in both directions", () => {
    expect([-900, -500, 0, 12.5, 500, 501].map((total) => winsorise(total, 500))).toEqual([
      -500, -500, 0, 12.5, 500, 500,
    ]);
  });

  it("caps at 99.9 % of the non-zero totals before", () => {
    const totals = Array.from({ length: 10_000 }, (_, i) => (i % 2 === 0 ? 0 : i / 10));
    const cap = winsorisingCap(sketchOf(totals)) ?? NaN;
    expect(cap / 999).toBeGreaterThan(0.99);
    expect(cap / 999).toBeLessThan(1.01);
  });

  it("has no cap without sales before", () => {
    expect(winsorisingCap(new Map())).toBeUndefined();
  });
});
