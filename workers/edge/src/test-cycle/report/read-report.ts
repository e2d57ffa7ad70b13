import type { CatalogueOutcome, TestCyclePeriod, TestCycleReport } from "@nextmove/contract";
import { frameBefore, frameOf } from "../fold/frame.ts";
import { capOf } from "./cap.ts";
import { reportOf } from "./report.ts";
import { readSummary } from "./read-summary.ts";

/** What a report needs of the account. */
export interface ReportAccount {
  outcomes(): CatalogueOutcome[] | Promise<CatalogueOutcome[]>;
  freezeCap(periodId: string, cap: number | null): unknown;
}

/** The cap in force: the period's own, else the one found when it was first asked for. */
const capFor = async (
  env: Env,
  account: string,
  period: TestCyclePeriod,
  keeper: ReportAccount,
  catalogue: readonly CatalogueOutcome[],
  now: number,
): Promise<number | null> => {
  if (period.cap !== null) return period.cap;
  if (period.frozenCap !== undefined) return period.frozenCap;
  if (now < period.start) return null;
  const before = await readSummary(env, account, frameBefore(frameOf(period, catalogue, null)));
  const cap = capOf(before.totals);
  // From now on it stays: a cap that followed late events would be another metric at each look.
  await keeper.freezeCap(period.periodId, cap);
  return cap;
};

/** Reads all events of a period, and says what it came to. */
export const readReport = async (
  env: Env,
  account: string,
  period: TestCyclePeriod,
  keeper: ReportAccount,
  now: number,
): Promise<TestCycleReport> => {
  const catalogue = await keeper.outcomes();
  const cap = await capFor(env, account, period, keeper, catalogue, now);
  const summary = await readSummary(env, account, frameOf(period, catalogue, cap));
  return reportOf(period, summary, cap, now);
};
