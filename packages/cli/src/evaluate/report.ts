import type { Estimate, Switched, Warning } from "@nextmove/statistics";
import type { Estimator, Evaluation } from "./evaluate.ts";
import type { Log } from "./log.ts";

/** What `--json` prints of a value; the interval is null where nothing is known of the error. */
interface ReportedEstimate {
  readonly value: number | null;
  readonly standard_error: number;
  readonly interval: readonly [low: number, high: number] | null;
  /** Of switch-dr: the greatest weight that counts; null when all do. */
  readonly switch_at?: number | null;
}

/** What `--json` prints. */
interface Report {
  readonly file: string;
  readonly target: string;
  readonly decisions: number;
  readonly left_out: { readonly [reason: string]: number };
  readonly confidence: number;
  /** What the policy that logged has earned. */
  readonly logged: ReportedEstimate;
  readonly estimates: Readonly<Partial<Record<Estimator, ReportedEstimate>>>;
  /** With --target-log: what was earned there. */
  readonly observed?: ReportedEstimate;
  readonly weights: {
    readonly mean: number;
    readonly max: number;
    readonly max_share: number;
    readonly effective_sample_size: number;
    readonly effective_share: number;
    readonly clipped_share: number;
  };
  /** There are no warnings against the estimates. */
  readonly supported: boolean;
  readonly warnings: readonly Warning[];
}

export function reportOf(
  log: Log,
  target: string,
  confidence: number,
  { logged, estimates, weights, clippedShare, warnings }: Evaluation,
  observed: Estimate | undefined,
): Report {
  const { closing_line: _, ...leftOut } = log.leftOut;
  return {
    file: log.file,
    target,
    decisions: weights.decisions,
    left_out: leftOut,
    confidence,
    logged: reported(logged),
    estimates: Object.fromEntries(
      Object.entries(estimates).map(([name, estimate]) => [name, reported(estimate)]),
    ),
    ...(observed ? { observed: reported(observed) } : {}),
    weights: {
      mean: weights.mean,
      max: weights.max,
      max_share: weights.maxShare,
      effective_sample_size: weights.effectiveSampleSize,
      effective_share: weights.effectiveSampleSize / weights.decisions,
      clipped_share: clippedShare,
    },
    supported: warnings.length === 0,
    warnings,
  };
}

function reported(estimate: Estimate | Switched): ReportedEstimate {
  const { value, standardError, interval } = estimate;
  return {
    value: Number.isFinite(value) ? value : null,
    standard_error: standardError,
    interval: interval ? [interval.lower, interval.upper] : null,
    ...("threshold" in estimate
      ? { switch_at: Number.isFinite(estimate.threshold) ? estimate.threshold : null }
      : {}),
  };
}

export function formatReport(report: Report): string {
  const { weights, confidence, observed } = report;
  const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
  const rows = [
    ["logged policy", report.logged],
    ...Object.entries(report.estimates),
    ...(observed ? [["observed there", observed]] : []),
  ] as [string, ReportedEstimate][];
  return [
    `${report.file}: ${report.decisions} decisions, target ${report.target}`,
    line("", "reward", `${percent(confidence)} interval`),
    ...rows.map(([name, { value, interval, switch_at }]) =>
      line(
        switch_at ? `${name} (${figure(switch_at)})` : name,
        value === null ? "unknown" : rewardText(value),
        interval ? `${rewardText(interval[0])} to ${rewardText(interval[1])}` : "unknown",
      ),
    ),
    `weights: mean ${figure(weights.mean)}, greatest ${figure(weights.max)}; ` +
      `as good as ${weights.effective_sample_size.toFixed(0)} decisions of the target's own (${percent(weights.effective_share)})`,
    ...report.warnings.map(({ message }) => `warning: ${message}`),
  ].join("\n");
}

function line(name: string, value: string, interval: string): string {
  return `${name.padEnd(20)}${value.padStart(10)}   ${interval}`.trimEnd();
}

/** With all of its four digits: those above and below it are compared with it. */
const rewardText = (value: number): string =>
  value.toLocaleString("en", {
    minimumSignificantDigits: 4,
    maximumSignificantDigits: 4,
    useGrouping: false,
  });

function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
