import { describe, expect, it } from "vitest";
import type { Sums } from "../fold/summary.ts";
import { comparableArms } from "./comparable-arms.ts";

/** So many sessions, half of which brought `mean` less 1 and half `mean` more 1. */
const sums = (n: number, mean: number): Sums => ({
  n,
  sum: n * mean,
  squares: n * (mean * mean + 1),
});

describe("comparableArms", () => {
  it("takes the sessions as they are while the weights stand", () => {
    const [control, treatment] = comparableArms([sums(100, 5)], [sums(50, 7)]);
    expect(control).toMatchObject({ n: 100, mean: 5 });
    expect(treatment).toMatchObject({ n: 50, mean: 7 });
  });

  it("finds no difference where a model had more of the good week, and nothing else", () => {
    const [control, treatment] = comparableArms(
      [sums(900, 1), sums(500, 9)],
      [sums(100, 1), sums(500, 9)],
    );
    expect(treatment.mean - control.mean).toBeCloseTo(0);
  });

  it("knows nothing where nobody came", () => {
    const none = { n: 0, mean: 0, variance: 0 };
    expect(comparableArms([], [])).toEqual([none, none]);
    expect(comparableArms([sums(0, 0), sums(0, 0)], [sums(9, 1), sums(0, 0)])).toEqual([
      none,
      none,
    ]);
  });
});
