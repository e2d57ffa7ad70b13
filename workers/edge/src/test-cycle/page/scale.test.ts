import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scaleOver } from "./scale.ts";

describe("scaleOver", () => {
  it("marks round values within its bounds", () => {
    const { low, high, ticks } = scaleOver([1.63, 3.65], 4);
    expect(low).toBeLessThan(1.63);
    expect(high).toBeGreaterThan(3.65);
    expect(ticks.map((tick) => Number(tick.toFixed(9)))).toEqual([2, 3]);
  });

  it("has a length for any values, a single one and none too", () => {
    // Thousandths of a coin.
    const amount = fc.integer({ min: -1e12, max: 1e12 }).map((thousandths) => thousandths / 1e3);
    fc.assert(
      fc.property(fc.array(amount), (values) => {
        const scale = scaleOver(values, 4);
        expect(scale.high).toBeGreaterThan(scale.low);
        for (const value of values) {
          expect(scale.percent(value)).toBeGreaterThan(0);
          expect(scale.percent(value)).toBeLessThan(100);
        }
        expect(scale.ticks.length).toBeLessThan(12);
      }),
    );
  });
});
