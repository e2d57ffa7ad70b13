import type {
  ComparisonFigures,
  ReportChecks,
  ReportVerdict,
  TestCyclePeriod,
} from "@nextmove/contract";
import { type Decision, type Interval, type Standing, verdict } from "@nextmove/statistics";
import type { Progress } from "./progress.ts";
import { reasonText } from "./reason-text.ts";

const intervalOf = ({ lower, upper }: ComparisonFigures["difference"]): Interval => ({
  lower: lower ?? Number.NEGATIVE_INFINITY,
  upper: upper ?? Number.POSITIVE_INFINITY,
});

const standingOf = (
  deciding: ComparisonFigures,
  comparisons: readonly ComparisonFigures[],
  { hypothesis }: TestCyclePeriod,
  progress: Progress,
  checks: ReportChecks,
): Standing => ({
  againstBest: intervalOf(deciding.difference),
  againstOthers: comparisons
    .filter(({ modelId, isDeciding }) => modelId === deciding.modelId && !isDeciding)
    .map(({ againstId, difference }) => ({ model: againstId, ...intervalOf(difference) })),
  sampleRatio: checks.sampleRatio.status,
  exposureErrorShare: checks.multipleExposure.share,
  fullDays: progress.daysOver,
  hasEnded: progress.state === "ended",
  guardrails: checks.guardrails
    .filter(({ modelId }) => modelId === deciding.modelId)
    .map(({ metric, status }) => ({ name: metric, status })),
  minimumEffect: hypothesis.minimumEffect ?? 0,
});

const goOnWith = (
  decision: Decision,
  { modelId, againstId }: { modelId: string; againstId: string },
): string | null => {
  switch (decision) {
    case "promote":
      return modelId;
    case "keep":
    case "futile":
      return againstId;
    case "continue":
    case "invalid":
      return null;
  }
};

/** What to do with each model that may become the best. */
export const judge = (
  period: TestCyclePeriod,
  progress: Progress,
  comparisons: readonly ComparisonFigures[],
  checks: ReportChecks,
): ReportVerdict[] =>
  comparisons
    .filter(({ isDeciding }) => isDeciding)
    .map((deciding) => {
      const { decision, reasons } = verdict(
        standingOf(deciding, comparisons, period, progress, checks),
      );
      return {
        decision,
        modelId: deciding.modelId,
        againstId: deciding.againstId,
        goOnWith: goOnWith(decision, deciding),
        reasons: reasons.map((reason) => ({
          code: reason.code,
          text: reasonText(reason, { period, progress, comparison: deciding, checks }),
        })),
      };
    });
