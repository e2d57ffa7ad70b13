import type {
  ComparisonFigures,
  ReportChecks,
  ReportVerdict,
  TestCyclePeriod,
} from "@nextmove/contract";
import type { Plan } from "./plan.ts";
import type { Progress } from "./progress.ts";

/** What to do with each model that may become the best. */
export const judge = (
  _period: TestCyclePeriod,
  _plan: Plan,
  _progress: Progress,
  comparisons: readonly ComparisonFigures[],
  _checks: ReportChecks,
): ReportVerdict[] =>
  comparisons.map(({ modelId, againstId }) => ({
    decision: "continue",
    modelId,
    againstId,
    reasons: [],
  }));
