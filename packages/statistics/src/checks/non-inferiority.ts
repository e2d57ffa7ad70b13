import type { Comparison } from "../compare/comparison.ts";
import type { SequentialOptions } from "../sequential/always-valid.ts";
import { alwaysValid } from "../sequential/always-valid.ts";

export type Guardrail = {
  /** Which way the metric gets worse: "higher" for refunds or latency, "lower" for satisfaction. */
  readonly worse: "higher" | "lower";
  /** How much worse is still accepted, in units of the comparison; above 0. */
  readonly margin: number;
};

export type NonInferiority = {
  /** "passed": shown to be within the margin. "failed": shown to be beyond it. "open": neither yet. */
  readonly status: "passed" | "failed" | "open";
  /** How much worse it may be at most; Infinity while nothing is known. */
  readonly worstCase: number;
};

/** Whether the treatment is no worse than the control by more than a margin, at any look. */
export function nonInferiority(
  comparison: Comparison,
  { worse, margin }: Guardrail,
  options: SequentialOptions,
): NonInferiority {
  const { lower, upper } = alwaysValid(comparison, options);
  const [leastHarm, worstCase] = worse === "higher" ? [lower, upper] : [-upper, -lower];
  if (worstCase < margin) return { status: "passed", worstCase };
  return { status: leastHarm > margin ? "failed" : "open", worstCase };
}
