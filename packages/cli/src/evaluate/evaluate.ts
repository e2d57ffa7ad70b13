import type {
  Estimate,
  Switched,
  Warning,
  WeighedLog,
  WeightDiagnostics,
} from "@nextmove/statistics";
import {
  clipWeights,
  diagnoseWeights,
  doublyRobust,
  ips,
  meanEstimate,
  snips,
  switchDoublyRobust,
  warningsOf,
} from "@nextmove/statistics";
import type { LoggedRow } from "./logged-row.ts";
import { predictRewards } from "./reward-model.ts";
import type { Target } from "./target.ts";
import { placeOf } from "./target.ts";

export const ESTIMATORS = ["ips", "snips", "dr", "switch-dr"] as const;
export type Estimator = (typeof ESTIMATORS)[number];

export interface EvaluationOptions {
  readonly estimators: readonly Estimator[];
  /** Coverage of the intervals, as .95. */
  readonly confidence: number;
  /** Weights are cut off here; infinite for never. */
  readonly clip: number;
  readonly seed: string;
}

export interface Evaluation {
  /** What the policy that logged has earned: the mean reward. */
  readonly logged: Estimate;
  readonly estimates: Readonly<Partial<Record<Estimator, Estimate | Switched>>>;
  readonly weights: WeightDiagnostics;
  readonly clippedShare: number;
  readonly warnings: readonly Warning[];
}

/**
 * What a target policy would have earned on the visitors of a log.
 *
 * @param target undefined: the policy that logged
 * @param onRow called when a row has been weighed
 */
export function evaluate(
  rows: readonly LoggedRow[],
  target: Target | undefined,
  options: EvaluationOptions,
  onRow: () => void,
): Evaluation {
  const needsModel = options.estimators.some((name) => name === "dr" || name === "switch-dr");
  const predictions = target && needsModel ? predictRewards(rows, options.seed) : [];
  const { log, neverLoggedShare } = weigh(rows, target, predictions, onRow);
  const clipped = clipWeights(log, options.clip);
  const clippedShare = log.weights.filter((weight) => weight > options.clip).length / rows.length;
  const { confidence } = options;
  const estimate = {
    ips,
    snips,
    dr: doublyRobust,
    "switch-dr": switchDoublyRobust,
  } satisfies Record<Estimator, (log: WeighedLog, confidence: number) => Estimate>;
  const diagnostics = diagnoseWeights(log.weights);
  return {
    logged: meanEstimate(log.rewards, confidence),
    estimates: Object.fromEntries(
      options.estimators.map((name) => [name, estimate[name](clipped, confidence)]),
    ),
    weights: diagnostics,
    clippedShare,
    warnings: warningsOf({
      diagnostics,
      effectiveRewards: effectiveRewards(log),
      neverLoggedShare,
      clippedShare,
    }),
  };
}

/** Goes through the log once, in its order, and asks the target about each row. */
function weigh(
  rows: readonly LoggedRow[],
  target: Target | undefined,
  predictions: readonly Float64Array[],
  onRow: () => void,
): { log: WeighedLog; neverLoggedShare: number } {
  const column = (): Float64Array => new Float64Array(rows.length);
  const log = { weights: column(), rewards: column(), fitted: column(), expected: column() };
  const everLogged = new Set(rows.map((row) => placeOf(row.action, row)));
  let neverLogged = 0;
  rows.forEach((row, i) => {
    log.rewards[i] = row.reward;
    const taken = row.actions.indexOf(row.action);
    const predicted = predictions[i];
    log.fitted[i] = predicted?.[taken] ?? 0;
    if (target === undefined) {
      log.weights[i] = 1;
      log.expected[i] = log.fitted[i] ?? 0;
    } else {
      const probabilities = target.probabilities(row);
      target.learn(row);
      log.weights[i] = (probabilities[taken] ?? 0) / row.propensity;
      probabilities.forEach((probability, action) => {
        log.expected[i] = (log.expected[i] ?? 0) + probability * (predicted?.[action] ?? 0);
        const place = placeOf(row.actions[action] ?? "", row);
        if (!everLogged.has(place)) neverLogged += probability;
      });
    }
    onRow();
  });
  return { log, neverLoggedShare: neverLogged / rows.length };
}

function effectiveRewards({ weights, rewards }: WeighedLog): number {
  const weighted = rewards.map((reward, i) => Math.abs(reward * (weights[i] ?? 0)));
  return diagnoseWeights(weighted).effectiveSampleSize;
}
