import type { TestCyclePeriod } from "@nextmove/contract";
import { LATE_ASSIGNMENT_MS } from "../../test-cycle/fold/frame.ts";
import { readReport, type ReportAccount } from "../../test-cycle/report/read-report.ts";
import { promote } from "../../promotion/promote.ts";

/** When a period is judged without being asked: after its end, when nothing can come late any more. */
export const judgedAt = ({ end }: TestCyclePeriod): number => end + LATE_ASSIGNMENT_MS;

/** Whether a period asks for that, and still waits for it: one that was extended waits again. */
export const awaitsJudging = (period: TestCyclePeriod): boolean =>
  period.promote === "automatic" &&
  period.promoted === undefined &&
  (period.judged ?? 0) < judgedAt(period);

/** Judges a period, and promotes the model that was found better. */
export const judgePeriod = async (
  env: Env,
  account: string,
  period: TestCyclePeriod,
  keeper: ReportAccount,
  now: number,
): Promise<void> => {
  const { newBest } = await readReport(env, account, period, keeper, now);
  if (newBest === null) return;
  const asked = { modelId: newBest, isAutomatic: true, actor: "automatic promotion", now };
  const done = await promote(env, account, period, asked);
  if (!done.ok) console.error(JSON.stringify({ period: period.periodId, error: done.error }));
};
