import type { TestCyclePeriod, TestCycleReport } from "@nextmove/contract";
import type { Summary } from "../fold/summary.ts";
import { checksOf } from "./checks.ts";
import { netArms } from "./comparable-arms.ts";
import { comparisonsOf } from "./comparisons.ts";
import { guardrailsOf } from "./guardrails.ts";
import { hypothesisOf } from "./hypothesis.ts";
import { channelOrder, modelFigures } from "./model-figures.ts";
import { planOf } from "./plan.ts";
import { progressOf } from "./progress.ts";
import { judge } from "./judge.ts";

/** Error of the interval of one model's own figure. */
const ALPHA_OF_ONE = 0.05;

const iso = (time: number): string => new Date(time).toISOString();

/**
 * The report of a period.
 *
 * @param cap the one that the summary was made with
 * @param now in ms; later events should not be in the summary
 */
export const reportOf = (
  period: TestCyclePeriod,
  summary: Summary,
  cap: number | null,
  now: number,
): TestCycleReport => {
  const plan = planOf(period);
  const progress = progressOf(period, now);
  const comparisons = comparisonsOf(period, summary, progress, plan);
  const checks = checksOf(period, summary, guardrailsOf(period, summary, plan));
  const verdicts = judge(period, progress, comparisons, checks);
  const order = channelOrder(summary.models);
  const nets = netArms(summary.models);
  const options = { alpha: ALPHA_OF_ONE, plannedN: plan.plannedN / 2 };
  return {
    status: 1,
    periodId: period.periodId,
    ...(period.caseId === undefined ? {} : { caseId: period.caseId }),
    start: iso(period.start),
    end: iso(period.end),
    at: iso(now),
    state: progress.state,
    daysOver: progress.daysOver,
    days: progress.days,
    currency: period.currency,
    cap,
    models: period.models.flatMap((model, place) => {
      const sums = summary.models[place];
      const net = nets[place];
      return sums && net ? [modelFigures(model, sums, order, net, options)] : [];
    }),
    comparisons,
    verdicts,
    newBest: newBestOf(verdicts, comparisons),
    promoted: period.promoted ?? null,
    hypothesis: hypothesisOf(period, comparisons),
    checks,
  };
};

/** Of the models found better the one that brings most. */
const newBestOf = (
  verdicts: TestCycleReport["verdicts"],
  comparisons: TestCycleReport["comparisons"],
): string | null => {
  const gainOf = (modelId: string, againstId: string): number =>
    comparisons.find((each) => each.modelId === modelId && each.againstId === againstId)?.difference
      .value ?? 0;
  const [best] = verdicts
    .filter(({ decision }) => decision === "promote")
    .toSorted(
      (first, second) =>
        gainOf(second.modelId, second.againstId) - gainOf(first.modelId, first.againstId),
    );
  return best?.modelId ?? null;
};
