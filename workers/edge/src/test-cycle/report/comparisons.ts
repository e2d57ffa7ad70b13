import type { ComparisonFigures, TestCyclePeriod } from "@nextmove/contract";
import {
  alwaysValid,
  differenceOfMeans,
  relativeLift,
  type SequentialOptions,
  welch,
} from "@nextmove/statistics";
import type { Summary } from "../fold/summary.ts";
import { armOf, differenceFigure, estimateOf } from "./estimate.ts";
import { liftHistory } from "./lift-days.ts";
import type { Pair, Plan } from "./plan.ts";
import type { Progress } from "./progress.ts";

/** One model against another, by net revenue per session; null when the summary lacks one of them. */
const compare = (
  { model, against }: Pair,
  period: TestCyclePeriod,
  summary: Summary,
  progress: Progress,
  { alpha, sessionsPerModel }: Plan,
): ComparisonFigures | null => {
  const [mine, theirs] = [summary.models[model], summary.models[against]];
  const [candidate, baseline] = [period.models[model], period.models[against]];
  if (!mine || !theirs || !candidate || !baseline) return null;
  const options: SequentialOptions = { alpha, plannedN: 2 * sessionsPerModel };
  const [control, treatment] = [armOf(theirs.net), armOf(mine.net)];
  const comparison = differenceOfMeans(control, treatment);
  const lift = relativeLift(control, treatment);
  const { days, smallestP } = liftHistory(
    mine.days,
    theirs.days,
    period,
    progress.begunDays,
    options,
  );
  const { eValue, p, ...interval } = alwaysValid(comparison, options);
  const { p: pAtEnd, ...atEnd } = welch(comparison, alpha);
  return {
    modelId: candidate.modelId,
    againstId: baseline.modelId,
    against: baseline.role,
    alpha,
    difference: estimateOf(comparison.difference, interval),
    lift: lift ? differenceFigure(lift, options) : null,
    eValue,
    p: Math.min(p, smallestP),
    atEnd:
      progress.state === "ended"
        ? { ...estimateOf(comparison.difference, atEnd), p: pAtEnd }
        : null,
    adjusted: null,
    detectable: { now: null, planned: null },
    days,
  };
};

/** All comparisons of a period's plan. */
export const comparisonsOf = (
  period: TestCyclePeriod,
  summary: Summary,
  progress: Progress,
  plan: Plan,
): ComparisonFigures[] =>
  plan.pairs.flatMap((pair) => compare(pair, period, summary, progress, plan) ?? []);
