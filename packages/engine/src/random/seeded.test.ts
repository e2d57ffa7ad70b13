import { describe, expect, it } from "vitest";
import { createRandom } from "./seeded.ts";

describe("createRandom", () => {
  it("gives the same numbers for the same seed, other ones for another", () => {
    const numbers = (seed: string | Uint8Array): number[] =>
      Array.from({ length: 5 }, createRandom(seed));
    expect(numbers("a")).toEqual(numbers("a"));
    expect(numbers("a")).not.toEqual(numbers("b"));
    expect(numbers(Uint8Array.of(1, 2))).toEqual(numbers(Uint8Array.of(1, 2)));
    expect(numbers(Uint8Array.of(1, 2))).not.toEqual(numbers(Uint8Array.of(2, 1)));
  });

  it("has uniform first draws over seeds that differ by a counter", () => {
    const cells = Array.from({ length: 20 }, () => 0);
    const draws = 20_000;
    for (let i = 0; i < draws; i++) {
      const cell = Math.floor(createRandom(`visit ${i}`)() * cells.length);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const expected = draws / cells.length;
    const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(43.8); // 99.9 % quantile at 19 degrees of freedom
  });
});
