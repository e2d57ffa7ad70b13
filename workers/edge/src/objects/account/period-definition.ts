import type { PeriodModel, PeriodSettings, TestCyclePeriod } from "@nextmove/contract";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";

/** What a `PUT` of a period brings beside its settings. */
export interface PeriodChange {
  periodId: string;
  settings: PeriodSettings;
  /** Change what is compared although the period has begun. */
  force: boolean;
  /** For a period that is new. */
  salt: string;
  now: number;
}

const weightsOf = (models: readonly PeriodModel[]) =>
  models.map(({ modelId, weight }) => ({ modelId, weight }));

/** What a comparison is of. Changed while it runs, it would be another comparison. */
const comparedIn = ({ caseId, start, models, currency, cap }: PeriodSettings): unknown => [
  caseId,
  start,
  models.map(({ modelId, role, weight }) => [modelId, role, weight]),
  currency,
  cap,
];

const same = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** The weights there were; those that begin to hold now are added. */
const slicesAfter = (before: TestCyclePeriod, settings: PeriodSettings, now: number) => {
  const weights = weightsOf(settings.models);
  if (now < before.start) return [{ from: settings.start, weights }];
  const last = before.slices.at(-1);
  return same(last?.weights, weights) ? before.slices : [...before.slices, { from: now, weights }];
};

/** Whoever decides by a period's models has to know which period. */
const collides = (settings: PeriodSettings, { caseId, start, end }: TestCyclePeriod): boolean =>
  settings.caseId !== undefined &&
  settings.caseId === caseId &&
  settings.start < end &&
  start < settings.end;

/**
 * The period after a `PUT`.
 *
 * @param others all periods of the account
 * @returns period_overlap, period_running, or the period
 */
export const definePeriod = (
  { periodId, settings, force, salt, now }: PeriodChange,
  others: readonly TestCyclePeriod[],
): Result<TestCyclePeriod, Failure> => {
  const before = others.find((other) => other.periodId === periodId);
  const overlapped = others.find((other) => other !== before && collides(settings, other));
  if (overlapped) {
    return fail(
      failure(
        "period_overlap",
        `the period ${overlapped.periodId} has the case at that time`,
        "caseId",
      ),
    );
  }
  if (!before) {
    const slices = [{ from: settings.start, weights: weightsOf(settings.models) }];
    return ok({ ...settings, periodId, slices, salt });
  }
  const isOther = !same(comparedIn(before), comparedIn(settings));
  if (isOther && now >= before.start && !force) {
    return fail(
      failure(
        "period_running",
        "the period has begun: another case, start, currency, cap, or other models or weights would make it another comparison; add ?force=true to change them all the same",
      ),
    );
  }
  const { frozenCap, promoted, judged } = before;
  return ok({
    // Not of `before`: what these settings leave out is gone.
    ...settings,
    periodId,
    salt: before.salt,
    slices: slicesAfter(before, settings, now),
    // Found for another currency or start, it would cut at another sum.
    ...(frozenCap === undefined || isOther ? {} : { frozenCap }),
    ...(promoted ? { promoted } : {}),
    ...(judged === undefined ? {} : { judged }),
  });
};
