import { addToSketch } from "@nextmove/statistics";
import { describe, expect, it } from "vitest";
import { capOf } from "./cap.ts";

const sketchOf = (totals: readonly number[]) => {
  const sketch = new Map<number, number>();
  for (const total of totals) addToSketch(sketch, total);
  return sketch;
};

describe("capOf", () => {
  it("is what one buyer in a thousand is above", () => {
    const totals = [...Array.from({ length: 2_000 }, (_, index) => 10 + index / 100), 99_999];
    expect(capOf(sketchOf(totals))).toBeGreaterThan(29);
    expect(capOf(sketchOf(totals))).toBeLessThan(31);
  });

  it("needs more than a handful of buyers", () => {
    expect(capOf(sketchOf(Array.from({ length: 99 }, () => 10)))).toBeNull();
    expect(capOf(sketchOf([]))).toBeNull();
  });
});
