import type { NonInferiority } from "../checks/non-inferiority.ts";
import type { SampleRatio } from "../checks/sample-ratio.ts";
import type { Interval } from "../compare/interval.ts";

/** What a test has come to; the intervals must be valid at every look at which a verdict is asked for. */
export type Standing = {
  /** Candidate minus the model that is best now: net per unit. This one decides. */
  readonly againstBest: Interval;
  /** Candidate minus each other model: only a proven loss counts. */
  readonly againstOthers: readonly ({ readonly model: string } & Interval)[];
  readonly sampleRatio: SampleRatio["status"];
  /** Share of units that met more than one model. */
  readonly exposureErrorShare: number;
  readonly fullDays: number;
  /** Whether the planned end is reached. */
  readonly hasEnded: boolean;
  readonly guardrails: readonly {
    readonly name: string;
    readonly status: NonInferiority["status"];
  }[];
  /** Less than this per unit is not worth a change; 0 if any gain is. */
  readonly minimumEffect: number;
};

/**
 * - promote: the candidate becomes the best model.
 * - keep: the best model stays.
 * - continue: not decided; nothing speaks against going on.
 * - futile: it cannot reach the smallest effect that would be worth it.
 * - invalid: what was measured cannot be trusted, whatever it says.
 */
export type Decision = "promote" | "keep" | "continue" | "futile" | "invalid";

export type Reason =
  | {
      readonly code:
        | "sample_ratio_mismatch"
        | "exposure_errors"
        | "worse_than_best"
        | "better_than_best"
        | "below_minimum_effect"
        | "not_proven"
        | "too_few_to_compare"
        | "too_few_days"
        | "sample_ratio_unknown";
    }
  | { readonly code: "worse_than_other"; readonly model: string }
  | { readonly code: "guardrail_failed" | "guardrail_open"; readonly guardrail: string };

export type Verdict = { readonly decision: Decision; readonly reasons: readonly Reason[] };

/** A week: days of the week differ, so less is not a sample of them. */
export const LEAST_FULL_DAYS = 7;

/** GrowthBook warns from the same share on. */
export const MOST_EXPOSURE_ERRORS = 0.01;

/** What to do, and the reasons. A difference counts as proven when its interval excludes 0. */
export function verdict(standing: Standing): Verdict {
  const distrust = reasonsAgainstTrust(standing);
  if (distrust.length > 0) return { decision: "invalid", reasons: distrust };
  const harm = provenHarm(standing);
  if (harm.length > 0) return { decision: "keep", reasons: harm };

  const { againstBest, hasEnded, fullDays, minimumEffect } = standing;
  const open = stillOpen(standing);
  const undecided = hasEnded ? "keep" : "continue";
  if (againstBest.lower > 0) {
    if (open.length > 0) return { decision: undecided, reasons: open };
    return { decision: "promote", reasons: [{ code: "better_than_best" }] };
  }
  if (againstBest.upper < minimumEffect && (hasEnded || fullDays >= LEAST_FULL_DAYS)) {
    return { decision: "futile", reasons: [{ code: "below_minimum_effect" }] };
  }
  if (againstBest.lower === -Infinity || againstBest.upper === Infinity) {
    // Where they are too few to compare, they are too few for anything else.
    const others = open.filter(({ code }) => code === "too_few_days");
    return { decision: undecided, reasons: [{ code: "too_few_to_compare" }, ...others] };
  }
  return { decision: undecided, reasons: [{ code: "not_proven" }, ...open] };
}

function reasonsAgainstTrust({ sampleRatio, exposureErrorShare }: Standing): Reason[] {
  const reasons: Reason[] = [];
  if (sampleRatio === "mismatch") reasons.push({ code: "sample_ratio_mismatch" });
  if (exposureErrorShare > MOST_EXPOSURE_ERRORS) reasons.push({ code: "exposure_errors" });
  return reasons;
}

function provenHarm({ againstBest, againstOthers, guardrails }: Standing): Reason[] {
  const reasons: Reason[] = [];
  if (againstBest.upper < 0) reasons.push({ code: "worse_than_best" });
  for (const { model, upper } of againstOthers) {
    if (upper < 0) reasons.push({ code: "worse_than_other", model });
  }
  for (const { name, status } of guardrails) {
    if (status === "failed") reasons.push({ code: "guardrail_failed", guardrail: name });
  }
  return reasons;
}

function stillOpen({ fullDays, sampleRatio, guardrails }: Standing): Reason[] {
  const reasons: Reason[] = [];
  if (fullDays < LEAST_FULL_DAYS) reasons.push({ code: "too_few_days" });
  if (sampleRatio === "too_few") reasons.push({ code: "sample_ratio_unknown" });
  for (const { name, status } of guardrails) {
    if (status === "open") reasons.push({ code: "guardrail_open", guardrail: name });
  }
  return reasons;
}
