import type { GuardrailFigures, TestCyclePeriod } from "@nextmove/contract";
import { atLeastPooled, differenceOfMeans, nonInferiority } from "@nextmove/statistics";
import type { Summary } from "../fold/summary.ts";
import { armOf, differenceFigure, NOTHING_KNOWN } from "./estimate.ts";
import type { Pair, Plan } from "./plan.ts";

const guard = (
  index: number,
  { model, against }: Pair,
  period: TestCyclePeriod,
  summary: Summary,
  { alphaRunning, plannedN }: Plan,
): GuardrailFigures | null => {
  const guardrail = period.guardrails[index];
  const mine = summary.models[model]?.guarded[index];
  const theirs = summary.models[against]?.guarded[index];
  const candidate = period.models[model];
  if (!guardrail || !mine || !theirs || !candidate) return null;
  const options = { alpha: alphaRunning, plannedN };
  const [control, treatment] = [armOf(theirs), armOf(mine)];
  const comparison = differenceOfMeans(...atLeastPooled(control, treatment));
  const { metric, margin } = guardrail;
  const isComparable = control.n > 0 && treatment.n > 0;
  return {
    metric,
    margin,
    modelId: candidate.modelId,
    baseline: control.n > 0 ? control.mean : null,
    value: treatment.n > 0 ? treatment.mean : null,
    difference: isComparable ? differenceFigure(comparison, options) : NOTHING_KNOWN,
    // What nobody has met in either arm has no spread, and is no worse.
    status:
      isComparable && mine.sum + theirs.sum === 0
        ? "passed"
        : nonInferiority(comparison, { worse: "higher", margin }, options).status,
  };
};

/** What must not get worse, for every model that may become the best. */
export const guardrailsOf = (
  period: TestCyclePeriod,
  summary: Summary,
  plan: Plan,
): GuardrailFigures[] =>
  plan.pairs
    .filter(({ isDeciding }) => isDeciding)
    .flatMap((pair) =>
      period.guardrails.flatMap((_, index) => guard(index, pair, period, summary, plan) ?? []),
    );
