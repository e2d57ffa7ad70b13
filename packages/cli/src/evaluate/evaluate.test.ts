import { createRandom } from "@nextmove/engine";
import { describe, expect, it } from "vitest";
import type { EvaluationOptions } from "./evaluate.ts";
import { ESTIMATORS, evaluate } from "./evaluate.ts";
import type { LoggedRow } from "./logged-row.ts";
import { rowOf } from "./logged-row.ts";
import { engine, likeLog, uniform } from "./target.ts";

const options: EvaluationOptions = {
  estimators: ESTIMATORS,
  confidence: 0.99,
  clip: Infinity,
  seed: "1",
};

const ACTIONS = ["go", "stop"];

/**
 * A log of visitors who see red or blue, and of what they were shown: `go` with the probability
 * given. Who sees red is pleased by `stop`, who sees blue by `go`, four times in five.
 */
function logOf(n: number, goes: number, seed: string): LoggedRow[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => {
    const color = random() < 0.5 ? "red" : "blue";
    const action = random() < goes ? "go" : "stop";
    const likes = color === "red" ? "stop" : "go";
    const reward = random() < (action === likes ? 0.8 : 0.2) ? 1 : 0;
    const propensity = action === "go" ? goes : 1 - goes;
    return rowRead({ state: { color }, actions: ACTIONS, action, propensity, reward });
  });
}

function rowRead(decision: Omit<Parameters<typeof rowOf>[0], "position">): LoggedRow {
  const read = rowOf({ ...decision, position: undefined });
  if (!("row" in read)) throw new Error(JSON.stringify(read));
  return read.row;
}

const ignore = (): void => undefined;

describe("evaluating a policy on a log", () => {
  it("gives the mean reward, exactly, of the policy that logged", () => {
    const rows = logOf(500, 0.3, "own");
    const mean = rows.reduce((sum, { reward }) => sum + reward, 0) / rows.length;
    const { logged, estimates, warnings } = evaluate(rows, undefined, options, ignore);
    expect(logged.value).toBeCloseTo(mean, 12);
    for (const name of ESTIMATORS) expect(estimates[name]?.value).toBeCloseTo(mean, 12);
    expect(warnings).toEqual([]);
  });

  it("holds what the target earns: the uniform policy half of the rewards", () => {
    const { estimates, warnings } = evaluate(logOf(3_000, 0.1, "skewed"), uniform, options, ignore);
    for (const name of ESTIMATORS) {
      expect(estimates[name]?.interval?.lower).toBeLessThan(0.5);
      expect(estimates[name]?.interval?.upper).toBeGreaterThan(0.5);
    }
    expect(warnings).toEqual([]);
    // The state tells the reward, so a model of it leaves less to chance.
    expect(estimates.dr?.standardError).toBeLessThan(0.9 * (estimates.ips?.standardError ?? 0));
  });

  it("replays the engine as it learns: near the best there is, and it never sees ahead", () => {
    const { estimates } = evaluate(logOf(3_000, 0.5, "even"), engine("1"), options, ignore);
    expect(estimates.dr?.value).toBeGreaterThan(0.72);
    expect(estimates.dr?.interval?.lower).toBeLessThan(0.8);

    // Rewards that nothing foretells can't be foreseen, not even by whoever learns from each.
    const random = createRandom("noise");
    const noise = logOf(3_000, 0.5, "even").map((row) => ({
      ...row,
      reward: random() < 0.5 ? 1 : 0,
    }));
    const { interval } = evaluate(noise, engine("1"), options, ignore).estimates.ips ?? {};
    expect(interval?.lower).toBeLessThan(0.5);
    expect(interval?.upper).toBeGreaterThan(0.5);
  });

  it("takes over how often another log shows each action", () => {
    const other = logOf(2_000, 0.9, "other");
    const { estimates } = evaluate(logOf(2_000, 0.5, "even"), likeLog(other), options, ignore);
    const earned = other.reduce((sum, { reward }) => sum + reward, 0) / other.length;
    expect(estimates.snips?.interval?.lower).toBeLessThan(earned);
    expect(estimates.snips?.interval?.upper).toBeGreaterThan(earned);
  });

  it("warns when the target shows what the log never does", () => {
    const rows = logOf(1_000, 1, "go alone");
    const { warnings, weights } = evaluate(rows, uniform, options, ignore);
    expect(weights.mean).toBeCloseTo(0.5, 12);
    expect(warnings.map(({ code }) => code)).toEqual(["never_logged", "propensities_wrong"]);
  });

  it("warns when the logged propensities are not those of the draw", () => {
    const rows = logOf(1_000, 0.5, "wrong").map((row) => ({ ...row, propensity: 0.25 }));
    const { warnings } = evaluate(rows, uniform, options, ignore);
    expect(warnings.map(({ code }) => code)).toEqual(["propensities_wrong"]);
  });

  it("clips weights and says so", () => {
    const { clippedShare, warnings } = evaluate(
      logOf(2_000, 0.1, "clipped"),
      uniform,
      { ...options, clip: 2 },
      ignore,
    );
    expect(clippedShare).toBeGreaterThan(0.05);
    expect(clippedShare).toBeLessThan(0.15);
    expect(warnings.map(({ code }) => code)).toEqual(["clipped"]);
  });
});
