import type { ComparisonFigures, TestCyclePeriod } from "@nextmove/contract";
import {
  alwaysValid,
  atLeastPooled,
  type Comparison,
  cuped,
  differenceOfMeans,
  holm,
  hybrid,
  type HybridOptions,
  minimumDetectableEffect,
  minimumDetectableEffectAlwaysValid,
  projectedStandardError,
  relativeLift,
  welch,
} from "@nextmove/statistics";
import type { ModelSummary, Summary } from "../fold/summary.ts";
import { comparableArms } from "./comparable-arms.ts";
import { estimateOf, momentsOfSums, NOTHING_KNOWN } from "./estimate.ts";
import { liftHistory } from "./lift-days.ts";
import { bivariateOfSums } from "./bivariate.ts";
import type { Pair, Plan } from "./plan.ts";
import type { Progress } from "./progress.ts";

/** Chance of finding a difference that "detectable" stands for, as everybody has it. */
const POWER = 0.8;

/** A difference, and what of it is known at this look. */
const difference = (comparison: Comparison, options: HybridOptions) =>
  estimateOf(comparison.difference, hybrid(comparison, options));

const adjusted = (
  model: ModelSummary,
  against: ModelSummary,
  options: HybridOptions,
): ComparisonFigures["adjusted"] => {
  const armsOf = ({ returning, fresh }: ModelSummary) => ({
    returning: bivariateOfSums(returning),
    fresh: momentsOfSums(fresh),
  });
  const { arms, varianceSaved } = cuped([armsOf(against), armsOf(model)]);
  const [control, treatment] = arms;
  // Where the weights changed, it would compare different times with each other.
  const isComparable = model.slices.length === 1;
  const isKnown = model.returning.n + against.returning.n > 0;
  const haveBoth = model.sessions > 0 && against.sessions > 0;
  if (!control || !treatment || !isComparable || !isKnown || !haveBoth) return null;
  const comparison = differenceOfMeans(...atLeastPooled(control, treatment));
  return { ...difference(comparison, options), varianceSaved };
};

const detectable = (
  comparison: Comparison,
  { alphaRunning, alphaEnd, plannedN }: Plan,
): ComparisonFigures["detectable"] => {
  if (comparison.standardError === 0) return { now: null, planned: null };
  const running = { alpha: alphaRunning, plannedN, power: POWER };
  const atEnd = { alpha: alphaEnd, power: POWER };
  return {
    now: minimumDetectableEffectAlwaysValid(comparison, running),
    planned: minimumDetectableEffect(projectedStandardError(comparison, plannedN), atEnd),
  };
};

/** One model against another, by net revenue per session; null when the summary lacks one of them. */
const compare = (
  pair: Pair,
  period: TestCyclePeriod,
  summary: Summary,
  progress: Progress,
  plan: Plan,
): Omit<ComparisonFigures, "pAdjusted"> | null => {
  const [mine, theirs] = [summary.models[pair.model], summary.models[pair.against]];
  const [candidate, baseline] = [period.models[pair.model], period.models[pair.against]];
  if (!mine || !theirs || !candidate || !baseline) return null;
  const isAtEnd = progress.state === "ended";
  const options: HybridOptions = { ...plan, isAtEnd };
  const running = { alpha: plan.alphaRunning, plannedN: plan.plannedN };
  const [control, treatment] = comparableArms(
    theirs.slices.map(({ net }) => net),
    mine.slices.map(({ net }) => net),
  );
  const comparison = differenceOfMeans(control, treatment);
  const isKnown = control.n > 0 && treatment.n > 0;
  const lift = isKnown ? relativeLift(control, treatment) : undefined;
  const history = liftHistory(mine.slices, theirs.slices, period, progress.begunDays, running);
  const { eValue, p, ...always } = alwaysValid(comparison, running);
  const { p: pAtEnd, ...atEnd } = welch(comparison, plan.alphaEnd);
  return {
    modelId: candidate.modelId,
    againstId: baseline.modelId,
    against: baseline.role,
    isDeciding: pair.isDeciding,
    difference: isKnown ? difference(comparison, options) : NOTHING_KNOWN,
    lift: lift ? difference(lift, options) : null,
    alwaysValid: {
      ...(isKnown ? estimateOf(comparison.difference, always) : NOTHING_KNOWN),
      alpha: plan.alphaRunning,
      eValue: Math.min(eValue, Number.MAX_VALUE),
      p: Math.min(p, history.smallestP),
    },
    atEnd: isAtEnd
      ? {
          ...(isKnown ? estimateOf(comparison.difference, atEnd) : NOTHING_KNOWN),
          alpha: plan.alphaEnd,
          p: pAtEnd,
        }
      : null,
    adjusted: adjusted(mine, theirs, options),
    detectable: detectable(comparison, plan),
    days: history.days,
  };
};

/** All comparisons of a period's plan. */
export const comparisonsOf = (
  period: TestCyclePeriod,
  summary: Summary,
  progress: Progress,
  plan: Plan,
): ComparisonFigures[] => {
  const compared = plan.pairs.flatMap(
    (pair) => compare(pair, period, summary, progress, plan) ?? [],
  );
  const adjustedPs = holm(compared.map(({ alwaysValid: { p } }) => p));
  return compared.map((comparison, index) => ({
    ...comparison,
    pAdjusted: adjustedPs[index] ?? 1,
  }));
};
