import type { ComparisonFigures, ReportChecks, TestCyclePeriod } from "@nextmove/contract";
import { LEAST_FULL_DAYS, type Reason } from "@nextmove/statistics";
import { countText, moneyRangeText, moneyText, percentText } from "./figures-text.ts";
import type { Progress } from "./progress.ts";

/** What a reason is about. */
interface Scene {
  readonly period: TestCyclePeriod;
  readonly progress: Progress;
  readonly comparison: ComparisonFigures;
  readonly checks: ReportChecks;
}

/** "between … and …", of which the model brings more (or, with -1, less) a session. */
const rangeText = ({ difference }: ComparisonFigures, currency: string, sign: 1 | -1): string => {
  const bounds = [difference.lower, difference.upper].map((bound) => sign * (bound ?? 0));
  const [least = 0, most = 0] = bounds.toSorted((first, second) => first - second);
  return `between ${moneyRangeText(least, most, currency, "and")}`;
};

const tooFewText = ({ checks, comparison: { modelId, againstId } }: Scene): string => {
  const [mine, theirs] = [modelId, againstId].map((id) => {
    const found = checks.sampleRatio.models.find((model) => model.modelId === id);
    return `${id} (${countText(found?.sessions ?? 0)})`;
  });
  return `Too few sessions came to compare ${mine} with ${theirs}.`;
};

const tooFewDaysText = ({ daysOver, state }: Progress): string => {
  const days = `${daysOver} whole ${daysOver === 1 ? "day" : "days"}`;
  const passed =
    state === "ended"
      ? `The period had only ${days}`
      : `Only ${days} ${daysOver === 1 ? "is" : "are"} over`;
  return `${daysOver === 0 && state !== "ended" ? "No whole day is over yet" : passed}; days of the week differ, so it takes at least ${LEAST_FULL_DAYS}.`;
};

/** A reason for a verdict, for somebody who has never heard of a confidence interval. */
export const reasonText = (reason: Reason, scene: Scene): string => {
  const { comparison, period, progress, checks } = scene;
  const { modelId, againstId } = comparison;
  const { currency } = period;
  const yet = progress.state === "ended" ? "" : " yet";
  switch (reason.code) {
    case "better_than_best":
      return `${modelId} brings ${rangeText(comparison, currency, 1)} more net revenue a session than ${againstId}.`;
    case "worse_than_best":
      return `${modelId} brings ${rangeText(comparison, currency, -1)} less net revenue a session than ${againstId}.`;
    case "worse_than_other":
      return `${modelId} brings less net revenue than ${reason.model}.`;
    case "not_proven":
      return `${yet ? "So far the" : "The"} difference between ${modelId} and ${againstId} may be chance: it lies ${rangeText(comparison, currency, 1)} of net revenue a session.`;
    case "too_few_to_compare":
      return tooFewText(scene);
    case "below_minimum_effect":
      return `Even at best ${modelId} brings less than the ${moneyText(period.hypothesis.minimumEffect ?? 0, currency)} a session that would be worth a change.`;
    case "too_few_days":
      return tooFewDaysText(progress);
    case "sample_ratio_mismatch":
      return "Sessions did not split over the models as planned. Something loses or doubles sessions of one of them, so no figure can be trusted until that is found.";
    case "sample_ratio_unknown":
      return "Too few sessions to check whether they split over the models as planned.";
    case "exposure_errors":
      return `${percentText(checks.multipleExposure.share)} of the sessions met more than one model, so the models cannot be told apart.`;
    case "guardrail_failed":
      return `More sessions end in “${reason.guardrail}” than the limit allows.`;
    case "guardrail_open":
      return `Whether more sessions end in “${reason.guardrail}” than the limit allows is not certain${yet}.`;
  }
};
