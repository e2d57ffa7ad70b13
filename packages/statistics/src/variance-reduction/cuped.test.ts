import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { meanArm } from "../compare/arm.ts";
import { differenceOfMeans } from "../compare/comparison.ts";
import { bivariateOf } from "../moments/bivariate.ts";
import { momentsOf } from "../moments/moments.ts";
import { cuped } from "./cuped.ts";

const control = {
  returning: [
    [10, 14],
    [0, 3],
    [25, 22],
    [8, 15],
  ] as [number, number][],
  fresh: [0, 6, 2],
};
const treatment = {
  returning: [
    [12, 21],
    [3, 2],
    [30, 33],
  ] as [number, number][],
  fresh: [9, 0, 4, 7],
};

function armOf({ returning, fresh }: typeof control) {
  return { returning: bivariateOf(returning), fresh: momentsOf(fresh) };
}

function differenceOf(arms: ReturnType<typeof cuped>["arms"]) {
  const [first, second] = arms;
  return first === undefined || second === undefined
    ? expect.unreachable()
    : differenceOfMeans(first, second);
}

describe("cuped", () => {
  it("gives the difference that least squares gives with arm, history and freshness", () => {
    // numpy.linalg.lstsq on [1, arm, x, z]: 1, arm, x, z
    const { arms, theta, varianceSaved } = cuped([armOf(control), armOf(treatment)]);
    expect(theta.before).toBeCloseTo(0.8994619790246199, 12);
    expect(theta.isFresh).toBeCloseTo(-0.6694270200580166, 12);
    expect(differenceOf(arms).difference).toBeCloseTo(1.8386432945726714, 12);
    expect(varianceSaved).toBeCloseTo(0.87098381, 8);
  });

  it("without fresh units is the plain θ = cov(x, y) / var(x)", () => {
    // By hand: x 1, 2, 3 and y 2, 4, 9: cov 3.5, var 1, so θ 3.5 and Σ of residual squares 1.5.
    const pairs: [number, number][] = [
      [1, 2],
      [2, 4],
      [3, 9],
    ];
    const { theta, arms, varianceSaved } = cuped([armOf({ returning: pairs, fresh: [] })]);
    expect(theta).toEqual({ before: expect.closeTo(3.5, 12), isFresh: 0 });
    expect(arms[0]?.mean).toBeCloseTo(5, 12);
    expect(arms[0]?.variance).toBeCloseTo(0.75, 12);
    expect(varianceSaved).toBeCloseTo(1 - 1.5 / 26, 12);
  });

  it("changes nothing where nobody has a history", () => {
    const { arms, theta, varianceSaved } = cuped([
      armOf({ returning: [], fresh: [1, 2, 6] }),
      armOf({ returning: [], fresh: [0, 4] }),
    ]);
    expect(theta).toEqual({ before: 0, isFresh: 0 });
    expect(varianceSaved).toBe(0);
    expect(arms).toEqual([meanArm(momentsOf([1, 2, 6])), meanArm(momentsOf([0, 4]))]);
  });

  it("survives a history that is the same of all, and an arm without units", () => {
    const same = armOf({
      returning: [
        [5, 1],
        [5, 3],
      ],
      fresh: [2, 8],
    });
    const { arms, theta } = cuped([same, armOf({ returning: [], fresh: [] })]);
    expect(theta).toEqual({ before: 0, isFresh: expect.closeTo(3, 12) });
    expect(arms[1]).toEqual({ n: 0, mean: 0, variance: 0 });
  });

  it("never adds variance within the arms, and keeps the mean of all units", () => {
    const value = fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100);
    const arm = fc.record({
      returning: fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 }),
      fresh: fc.array(value, { maxLength: 12 }),
    });
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const plain = [a, b].map(({ returning, fresh }) =>
          meanArm(momentsOf([...returning.map(([, y]) => y), ...fresh])),
        );
        const { arms, varianceSaved } = cuped([armOf(a), armOf(b)]);
        const squares = (of: readonly { n: number; variance: number }[]) =>
          of.reduce((sum, { n, variance }) => sum + variance * (n - 1), 0);
        const total = (of: readonly { n: number; mean: number }[]) =>
          of.reduce((sum, { n, mean }) => sum + mean * n, 0);
        expect(squares(arms)).toBeLessThanOrEqual(squares(plain) * (1 + 1e-9) + 1e-6);
        expect(total(arms)).toBeCloseTo(total(plain), 5);
        expect(varianceSaved).toBeGreaterThanOrEqual(0);
        expect(varianceSaved).toBeLessThanOrEqual(1);
      }),
    );
  });
});
