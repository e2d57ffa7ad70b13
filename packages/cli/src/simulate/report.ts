import type { RunResult } from "./run.ts";

/** What `--json` prints. */
interface Report {
  readonly file: string;
  readonly steps: number;
  readonly runs: number;
  readonly actions: number;
  readonly reward_mean: number;
  readonly regret_percent_of_uniform: { readonly mean: number; readonly sd: number };
  readonly microseconds_per_step: number;
}

export function summarise(
  file: string,
  steps: number,
  actions: number,
  results: readonly RunResult[],
): Report {
  const regrets = results.map((result) => result.regretPercentOfUniform);
  return {
    file,
    steps,
    runs: results.length,
    actions,
    reward_mean: mean(results.map((result) => result.rewardMean)),
    regret_percent_of_uniform: { mean: mean(regrets), sd: deviation(regrets) },
    microseconds_per_step: mean(results.map((result) => result.microsecondsPerStep)),
  };
}

export function formatReport(report: Report): string {
  const { regret_percent_of_uniform: regret } = report;
  const spread = report.runs > 1 ? ` ± ${regret.sd.toFixed(2)} over ${report.runs} runs` : "";
  return [
    `${report.file}: ${report.steps} steps, ${report.actions} actions`,
    `regret   ${regret.mean.toFixed(2)} % of the uniform policy's${spread}`,
    `reward   ${report.reward_mean.toPrecision(4)} a step`,
    `time     ${report.microseconds_per_step.toFixed(0)} µs a step`,
  ].join("\n");
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation; 0 for a single run. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
