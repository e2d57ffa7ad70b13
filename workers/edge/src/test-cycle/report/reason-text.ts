import type { ComparisonFigures, ReportChecks, TestCyclePeriod } from "@nextmove/contract";
import { LEAST_FULL_DAYS, type Reason } from "@nextmove/statistics";
import { moneyText, percentText } from "./figures-text.ts";
import type { Progress } from "./progress.ts";

/** What a reason is about. */
export interface Scene {
  readonly period: TestCyclePeriod;
  readonly progress: Progress;
  readonly comparison: ComparisonFigures;
  readonly checks: ReportChecks;
}

const span = ({ difference }: ComparisonFigures, currency: string): string => {
  const { lower, upper } = difference;
  if (lower === null || upper === null) return "by an amount that is not known yet";
  return `by between ${moneyText(lower, currency)} and ${moneyText(upper, currency)} a session`;
};

/** A reason for a verdict, for somebody who has never heard of a confidence interval. */
export const reasonText = (reason: Reason, scene: Scene): string => {
  const { comparison, period, progress, checks } = scene;
  const { modelId, againstId } = comparison;
  const { currency } = period;
  switch (reason.code) {
    case "better_than_best":
      return `${modelId} brings more net revenue than ${againstId}: ${span(comparison, currency)}.`;
    case "worse_than_best":
      return `${modelId} brings less net revenue than ${againstId}: the difference is ${span(comparison, currency)}.`;
    case "worse_than_other":
      return `${modelId} brings less net revenue than ${reason.model}.`;
    case "not_proven":
      return `So far the difference between ${modelId} and ${againstId} may be chance: it is ${span(comparison, currency)}.`;
    case "below_minimum_effect":
      return `Even at best ${modelId} brings less than the ${moneyText(period.hypothesis.minimumEffect ?? 0, currency)} a session that would be worth a change.`;
    case "too_few_days":
      return `Only ${progress.daysOver} whole days are over; days of the week differ, so it takes at least ${LEAST_FULL_DAYS}.`;
    case "sample_ratio_mismatch":
      return "Sessions did not split over the models as planned. Something loses or doubles sessions of one of them, so no figure can be trusted until that is found.";
    case "sample_ratio_unknown":
      return "Too few sessions to check whether they split over the models as planned.";
    case "exposure_errors":
      return `${percentText(checks.multipleExposure.share)} of the sessions met more than one model, so the models cannot be told apart.`;
    case "guardrail_failed":
      return `More sessions end in “${reason.guardrail}” than the limit allows.`;
    case "guardrail_open":
      return `Whether more sessions end in “${reason.guardrail}” than the limit allows is not known yet.`;
  }
};
