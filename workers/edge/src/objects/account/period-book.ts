import { PERIODS_LIMIT, type Promotion, type TestCyclePeriod } from "@nextmove/contract";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, type Result } from "../../result.ts";
import type { AccountStorage } from "./account-storage.ts";
import { awaitsJudging, judgedAt } from "./judge-period.ts";
import { definePeriod, type PeriodChange } from "./period-definition.ts";

/** The periods of an account's test cycle, those that are over too. */
export class PeriodBook {
  readonly #storage: AccountStorage;

  constructor(storage: AccountStorage) {
    this.#storage = storage;
  }

  put(change: PeriodChange, actor: string): Result<TestCyclePeriod, Failure> {
    const { periodId, now } = change;
    const all = this.#storage.periods();
    if (all.length >= PERIODS_LIMIT && !all.some((known) => known.periodId === periodId)) {
      return fail(failure("too_many_periods", `delete one of the ${all.length} periods first`));
    }
    const defined = definePeriod(change, all);
    if (!defined.ok) return defined;
    this.#storage.putPeriod(defined.value);
    this.#storage.audit.add(now, actor, `put period ${periodId}${change.force ? " by force" : ""}`);
    return defined;
  }

  remove(periodId: string, actor: string, now: number): boolean {
    if (!this.#find(periodId)) return false;
    this.#storage.deletePeriod(periodId);
    this.#storage.audit.add(now, actor, `delete period ${periodId}`);
    return true;
  }

  /** Keeps the cap found for a period: the first one stands, even if another is found at the same time. */
  freezeCap(periodId: string, cap: number | null): void {
    const period = this.#find(periodId);
    if (period && period.frozenCap === undefined) {
      this.#storage.putPeriod({ ...period, frozenCap: cap });
    }
  }

  /** Notes the model that is to be gone on with. */
  notePromotion(periodId: string, promoted: Promotion, actor: string, now: number): void {
    const period = this.#find(periodId);
    if (!period) return;
    this.#storage.putPeriod({ ...period, promoted });
    this.#storage.audit.add(now, actor, `promote ${promoted.modelId} of period ${periodId}`);
  }

  /** Notes that a period was judged, which may have changed meanwhile. */
  noteJudged(periodId: string, now: number): void {
    const period = this.#find(periodId);
    if (period) this.#storage.putPeriod({ ...period, judged: now });
  }

  /** Those that ask to be judged, and may be by now. */
  toJudge(now: number): TestCyclePeriod[] {
    return this.#storage
      .periods()
      .filter((period) => awaitsJudging(period) && judgedAt(period) <= now);
  }

  /** When the next of them is to be judged, ms; null when none asks for it. */
  get judgingAt(): number | null {
    const dues = this.#storage.periods().filter(awaitsJudging).map(judgedAt);
    return dues.length > 0 ? Math.min(...dues) : null;
  }

  #find(periodId: string): TestCyclePeriod | undefined {
    return this.#storage.periods().find((known) => known.periodId === periodId);
  }
}
