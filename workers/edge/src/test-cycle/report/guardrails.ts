import type { Estimate, GuardrailFigures, TestCyclePeriod } from "@nextmove/contract";
import { differenceOfMeans, type SequentialOptions } from "@nextmove/statistics";
import type { Summary } from "../fold/summary.ts";
import { armOf, differenceFigure } from "./estimate.ts";
import type { Pair, Plan } from "./plan.ts";

/** Whether the growth is within the margin for certain, beyond it for certain, or neither. */
const stateOf = ({ lower, upper }: Estimate, margin: number): GuardrailFigures["state"] => {
  if (upper !== null && upper <= margin) return "passed";
  return lower !== null && lower > margin ? "failed" : "open";
};

const guard = (
  index: number,
  { model, against }: Pair,
  period: TestCyclePeriod,
  summary: Summary,
  options: SequentialOptions,
): GuardrailFigures | null => {
  const guardrail = period.guardrails[index];
  const mine = summary.models[model]?.guarded[index];
  const theirs = summary.models[against]?.guarded[index];
  const candidate = period.models[model];
  if (!guardrail || !mine || !theirs || !candidate) return null;
  const [control, treatment] = [armOf(theirs), armOf(mine)];
  const difference = differenceFigure(differenceOfMeans(control, treatment), options);
  return {
    ...guardrail,
    modelId: candidate.modelId,
    baseline: control.mean,
    value: treatment.mean,
    difference,
    state: stateOf(difference, guardrail.margin),
  };
};

/** What must not get worse, for every model that may become the best. */
export const guardrailsOf = (
  period: TestCyclePeriod,
  summary: Summary,
  { deciding, alpha, sessionsPerModel }: Plan,
): GuardrailFigures[] =>
  deciding.flatMap((pair) =>
    period.guardrails.flatMap(
      (_, index) =>
        guard(index, pair, period, summary, { alpha, plannedN: 2 * sessionsPerModel }) ?? [],
    ),
  );
