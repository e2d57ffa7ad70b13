import { describe, expect, it } from "vitest";
import { createRandom } from "../random/seeded.ts";
import { addToSketch, createSketch, quantiles } from "./quantiles.ts";

describe("quantile sketch", () => {
  it("is within 2 % in rank on a long skewed stream, and stays small", () => {
    const random = createRandom("skewed");
    const sketch = createSketch();
    const values = Array.from({ length: 20_000 }, () => Math.exp(4 * random()));
    for (const value of values) addToSketch(sketch, value);
    const sorted = values.sort((a, b) => a - b);
    for (const rank of [0.05, 0.25, 0.5, 0.75, 0.95]) {
      const [estimate = NaN] = quantiles(sketch, [rank]);
      const actual = sorted.findIndex((value) => value >= estimate) / sorted.length;
      expect(Math.abs(actual - rank)).toBeLessThan(0.02);
    }
    expect(sketch.values.length).toBeLessThan(200);
  });

  it("keeps few distinct values exactly", () => {
    const sketch = createSketch();
    for (let i = 0; i < 1000; i++) addToSketch(sketch, i % 5);
    expect(sketch).toEqual({ values: [0, 1, 2, 3, 4], weights: [200, 200, 200, 200, 200] });
  });
});
