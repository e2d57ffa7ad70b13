import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { switchDoublyRobust } from "./choose-switch.ts";
import { doublyRobust, ips, snips, switchedDoublyRobust } from "./estimators.ts";
import type { WeighedLog } from "./weighed-log.ts";
import { clipWeights } from "./weighed-log.ts";

const log = (rows: readonly (readonly [number, number, number, number])[]): WeighedLog => ({
  weights: Float64Array.from(rows, ([weight]) => weight),
  rewards: Float64Array.from(rows, ([, reward]) => reward),
  fitted: Float64Array.from(rows, ([, , fitted]) => fitted),
  expected: Float64Array.from(rows, ([, , , expected]) => expected),
});

/** Two actions drawn evenly; the target takes the first three times in four. By hand. */
const SMALL = log([
  [1.5, 1, 0.5, 0.4],
  [1.5, 0, 0.5, 0.4],
  [0.5, 1, 0.1, 0.4],
  [0.5, 0, 0.1, 0.4],
]);

const anyLog = fc
  .array(
    fc.tuple(
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.double({ min: -10, max: 10, noNaN: true }),
      fc.double({ min: -10, max: 10, noNaN: true }),
      fc.double({ min: -10, max: 10, noNaN: true }),
    ),
    { minLength: 2, maxLength: 60 },
  )
  .map(log);

describe("off-policy estimators", () => {
  it("agree with the formulas worked out by hand", () => {
    expect(ips(SMALL, 0.95).value).toBeCloseTo(2 / 4, 12);
    expect(snips(SMALL, 0.95).value).toBeCloseTo(2 / 4, 12);
    // .4 + (1.5·.5 − 1.5·.5 + .5·.9 − .5·.1) / 4
    expect(doublyRobust(SMALL, 0.95).value).toBeCloseTo(0.5, 12);
    // .4 + (.5·.9 − .5·.1) / 4
    expect(switchedDoublyRobust(SMALL, 1, 0.95).value).toBeCloseTo(0.5, 12);
    expect(switchedDoublyRobust(SMALL, 0.2, 0.95).value).toBeCloseTo(0.4, 12);
    expect(ips(clipWeights(SMALL, 1), 0.95).value).toBeCloseTo(1.5 / 4, 12);
    // Deviation of 1.5, 0, .5, 0 over √4.
    expect(ips(SMALL, 0.95).standardError).toBeCloseTo(Math.sqrt(1.5 / 3) / 2, 12);
  });

  it("give the mean reward when the target is the policy that logged", () => {
    fc.assert(
      fc.property(anyLog, ({ rewards, fitted }) => {
        const own = { weights: rewards.map(() => 1), rewards, fitted, expected: fitted };
        const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
        for (const estimate of [ips, snips, doublyRobust]) {
          expect(estimate(own, 0.95).value).toBeCloseTo(mean, 9);
        }
      }),
    );
  });

  it("SNIPS moves with a constant added to all rewards, and stays in their range", () => {
    fc.assert(
      fc.property(anyLog, (any) => {
        fc.pre(any.weights.some((weight) => weight > 1e-6));
        const { value } = snips(any, 0.95);
        const shifted = snips({ ...any, rewards: any.rewards.map((r) => r + 7) }, 0.95).value;
        expect(shifted).toBeCloseTo(value + 7, 6);
        expect(value).toBeGreaterThanOrEqual(Math.min(...any.rewards) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(...any.rewards) + 1e-9);
      }),
    );
  });

  it("SNIPS knows nothing when no logged decision could be the target's", () => {
    const none = { ...SMALL, weights: SMALL.weights.map(() => 0) };
    expect(snips(none, 0.95)).toEqual({ value: NaN, standardError: 0, interval: undefined });
  });

  it("a model that is right leaves DR without any spread", () => {
    const right = { ...SMALL, fitted: SMALL.rewards };
    expect(doublyRobust(right, 0.95)).toEqual({
      value: 0.4,
      standardError: 0,
      interval: undefined,
    });
  });
});

describe("SWITCH-DR", () => {
  it("promises no more than the doubly robust interval does", () => {
    fc.assert(
      fc.property(anyLog, (any) => {
        const unswitched = doublyRobust(any, 0.95);
        const { interval, standardError } = switchDoublyRobust(any, 0.95);
        const everything = { lower: -Infinity, upper: Infinity };
        const { lower, upper } = unswitched.interval ?? everything;
        expect(interval?.lower ?? -Infinity).toBeLessThanOrEqual(lower);
        expect(interval?.upper ?? Infinity).toBeGreaterThanOrEqual(upper);
        expect(standardError).toBeLessThanOrEqual(unswitched.standardError);
      }),
    );
  });

  it("drops a weight so heavy that it drowns the rest, and none where all are alike", () => {
    const even = Array.from({ length: 400 }, (_, i) => [1, i % 2, 0.5, 0.5] as const);
    expect(switchDoublyRobust(log(even), 0.95).threshold).toBe(Infinity);
    const withOutlier = log([...even, [4000, 1, 0.5, 0.5]]);
    const switched = switchDoublyRobust(withOutlier, 0.95);
    expect(switched.threshold).toBe(1);
    expect(switched.value).toBeCloseTo(0.5, 2);
    expect(doublyRobust(withOutlier, 0.95).value).toBeGreaterThan(5);
  });
});
