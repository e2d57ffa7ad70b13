/**
 * Statistics of experiments: pure functions over plain data; randomness is passed in.
 *
 * @example
 * ```ts
 * const control = meanArm(momentsOf([0, 0, 41.5, 0]));
 * const treatment = meanArm(momentsOf([0, 38, 0, 52.9]));
 * const comparison = differenceOfMeans(control, treatment);
 * const { lower, upper, p } = alwaysValid(comparison, { alpha: 0.05, plannedN: 56_000 });
 * ```
 *
 * @module
 */
export { normalQuantile } from "./distributions/normal.ts";

export type { Moments } from "./moments/moments.ts";
export {
  mergeMoments,
  momentsFromSums,
  momentsOf,
  NO_MOMENTS,
  pushMoment,
} from "./moments/moments.ts";
export type { BivariateMoments } from "./moments/bivariate.ts";
export {
  bivariateOf,
  mergeBivariate,
  NO_BIVARIATE_MOMENTS,
  pushPair,
} from "./moments/bivariate.ts";

export type { Arm } from "./compare/arm.ts";
export { meanArm, ratioArm, shareArm } from "./compare/arm.ts";
export { atLeastPooled } from "./compare/at-least-pooled.ts";
export type { Comparison } from "./compare/comparison.ts";
export { differenceOfMeans, relativeLift } from "./compare/comparison.ts";
export type { Interval } from "./compare/interval.ts";
export { excludesZero } from "./compare/interval.ts";
export type { FixedHorizon } from "./compare/welch.ts";
export { welch } from "./compare/welch.ts";

export type { AlwaysValid, SequentialOptions } from "./sequential/always-valid.ts";
export { alwaysValid } from "./sequential/always-valid.ts";
export type { HybridOptions } from "./sequential/hybrid.ts";
export { hybrid } from "./sequential/hybrid.ts";

export type { Assignment, SampleRatio } from "./checks/sample-ratio.ts";
export { evenExposure, type Exposed } from "./checks/even-exposure.ts";
export { sampleRatio } from "./checks/sample-ratio.ts";
export { holm } from "./checks/holm.ts";
export type { Guardrail, NonInferiority } from "./checks/non-inferiority.ts";
export { nonInferiority } from "./checks/non-inferiority.ts";

export type { QuantileSketch } from "./outliers/quantile-sketch.ts";
export { addToSketch } from "./outliers/quantile-sketch.ts";
export { winsorise, winsorisingCap } from "./outliers/winsorise.ts";
export type { Cuped, CupedArm } from "./variance-reduction/cuped.ts";
export { cuped } from "./variance-reduction/cuped.ts";

export type { Errors } from "./design/power.ts";
export {
  minimumDetectableEffect,
  minimumDetectableEffectAlwaysValid,
  power,
  projectedStandardError,
  sampleSize,
} from "./design/power.ts";

export type { Decision, Reason, Standing, Verdict } from "./verdict/verdict.ts";
export { LEAST_FULL_DAYS, MOST_EXPOSURE_ERRORS, verdict } from "./verdict/verdict.ts";

export type { BootstrapOptions, Bootstrapped } from "./resampling/bootstrap.ts";
export { bootstrap } from "./resampling/bootstrap.ts";

export type { Period } from "./adaptive/weight-by-period.ts";
export { weightByPeriod } from "./adaptive/weight-by-period.ts";
export type { AdaptiveDecision, AdaptiveSums } from "./adaptive/adaptive-sums.ts";
export { addDecision, emptyAdaptiveSums, mergeAdaptiveSums } from "./adaptive/adaptive-sums.ts";
export { adaptiveComparison } from "./adaptive/aipw.ts";

export type { WeighedLog } from "./off-policy/weighed-log.ts";
export { clipWeights } from "./off-policy/weighed-log.ts";
export type { Estimate } from "./off-policy/interval.ts";
export { meanEstimate } from "./off-policy/interval.ts";
export { doublyRobust, ips, snips } from "./off-policy/estimators.ts";
export type { Switched } from "./off-policy/choose-switch.ts";
export { switchDoublyRobust } from "./off-policy/choose-switch.ts";
export type { WeightDiagnostics } from "./off-policy/diagnostics.ts";
export { diagnoseWeights } from "./off-policy/diagnostics.ts";
export type { Warning } from "./off-policy/warnings.ts";
export { warningsOf } from "./off-policy/warnings.ts";
