import { DurableObject } from "cloudflare:workers";
import {
  type CaseSettings,
  type CatalogueOutcome,
  type CreateKeyRequest,
  type ModelSettings,
  type Promotion,
  type TestCyclePeriod,
} from "@nextmove/contract";
import { deriveKey, sign } from "../../auth/derived-keys.ts";
import { now as clockNow } from "../../clock.ts";
import { digestOf } from "../../http/digest.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import { Alarm } from "../alarm.ts";
import { AccountStorage } from "./account-storage.ts";
import { define } from "./case-definition.ts";
import { developmentSeed } from "./development-account.ts";
import { DEVELOPMENT_ACCOUNT } from "../../protocol/names.ts";
import { judgePeriod } from "./judge-period.ts";
import { KeyRing, type Repeatable } from "./key-ring.ts";
import { deletionOf } from "../../protocol/account/deletion.ts";
import { NO_SUCH_CASE } from "../../protocol/account/no-such-case.ts";
import type {
  AccountSnapshot,
  CaseDefinition,
  MadeKey,
  StoredKey,
} from "../../protocol/account/snapshot.ts";
import { withModelSettings } from "../../promotion/model-settings.ts";
import { OutcomeCatalogue } from "./outcome-catalogue.ts";
import { PeriodBook } from "./period-book.ts";
import type { PeriodChange } from "./period-definition.ts";
import { SinkBook } from "./sink-book.ts";
import type { SinkChange, SinkDefinition, SinkRevision } from "../../protocol/sink/definition.ts";

/** After a failure there is no hurry: what waits is the verdict of weeks. */
const ALARM_RETRY_MS = 10 * 60_000;

/** Control plane of one account: keys, cases, periods, outcomes, sinks. Small, rarely written. Wiring only. */
export class Account extends DurableObject<Env> {
  readonly #storage: AccountStorage;
  readonly #account: string;
  readonly #alarm = new Alarm(this.ctx.storage, { retryMs: ALARM_RETRY_MS });
  readonly #keys: KeyRing;
  readonly #periods: PeriodBook;
  readonly #outcomes: OutcomeCatalogue;
  readonly #sinks: SinkBook;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#storage = new AccountStorage(state.storage.sql);
    this.#account = state.id.name ?? "";
    this.#keys = new KeyRing(this.#storage, this.#account);
    this.#periods = new PeriodBook(this.#storage);
    this.#outcomes = new OutcomeCatalogue(this.#storage);
    this.#sinks = new SinkBook(this.#storage);
    if (this.#account === DEVELOPMENT_ACCOUNT && env.NEXTMOVE_DEVELOPMENT === "true") {
      this.#storage.create();
      developmentSeed(this.#storage);
    }
  }

  /** Everything the edge needs, or null when there is no such account. */
  snapshot(): AccountSnapshot | null {
    return this.#storage.exists ? this.#storage.snapshot(this.#account, clockNow()) : null;
  }

  /** What was changed, the latest first, before entry `before`. */
  auditPage(before: number) {
    return this.#storage.audit.page(before);
  }

  /** Makes the account with its first admin key. */
  bootstrap(now: number, idempotencyKey?: string): Result<MadeKey, Failure> {
    const repeatable = this.#repeatable(idempotencyKey);
    if (this.#storage.exists && !this.#keys.knows(repeatable)) {
      return fail(failure("account_exists", "the account exists; use one of its admin keys"));
    }
    this.#storage.create();
    return this.#keys.create({ kind: "admin", mode: "live", origins: [] }, "root", now, repeatable);
  }

  createKey(
    request: CreateKeyRequest,
    actor: string,
    now: number,
    idempotencyKey?: string,
  ): Result<MadeKey, Failure> {
    return this.#keys.create(request, actor, now, this.#repeatable(idempotencyKey));
  }

  #repeatable(idempotencyKey: string | undefined): Repeatable | undefined {
    if (!idempotencyKey) return undefined;
    const derived = deriveKey(this.env.NEXTMOVE_ROOT_KEY, "api-key", this.#account);
    return { requestKey: digestOf(idempotencyKey), secret: sign(derived, idempotencyKey) };
  }

  revokeKey(keyId: string, actor: string, now: number): Result<StoredKey, Failure> {
    return this.#keys.revoke(keyId, actor, now);
  }

  /** Not while its deletion is under way or has failed: that would lose sight of what is still to be wiped. */
  putCase(
    caseId: string,
    settings: CaseSettings,
    actor: string,
    now: number,
  ): Result<CaseDefinition, Failure> {
    const before = this.#storage.cases().find((candidate) => candidate.caseId === caseId);
    if (before?.deleted && !before.wiped) {
      const message =
        "the case is being deleted; if that was answered by an error, DELETE it again";
      return fail(failure("case_deleting", message));
    }
    const definition = define(caseId, settings, before, now);
    this.#storage.putCase(definition);
    this.#storage.audit.add(now, actor, `put case ${caseId}`);
    return ok(definition);
  }

  /** Has a case decide from now on as a version of its model did; its other settings stay. */
  followModel(
    caseId: string,
    model: ModelSettings,
    actor: string,
    now: number,
  ): Result<null, Failure> {
    const before = this.#storage.cases().find((candidate) => candidate.caseId === caseId);
    if (!before || before.deleted) return fail(NO_SUCH_CASE);
    const put = this.putCase(caseId, withModelSettings(before.settings, model), actor, now);
    return put.ok ? ok(null) : put;
  }

  /** Marks the case deleted; the caller wipes its objects, again if the last time failed. */
  deleteCase(caseId: string, actor: string, now: number): Result<CaseDefinition, Failure> {
    const definition = this.#storage.cases().find((candidate) => candidate.caseId === caseId);
    if (!definition || definition.wiped) return fail(NO_SUCH_CASE);
    this.#storage.putCase({ ...definition, deleted: true });
    this.#storage.audit.add(now, actor, `delete case ${caseId}`);
    return ok(definition);
  }

  /** What the deleted case held is gone; it may have been made anew in the meantime, and deleted again. */
  caseWiped(caseId: string, deletion: number): void {
    const definition = this.#storage.cases().find((candidate) => candidate.caseId === caseId);
    if (definition?.deleted && deletionOf(definition) === deletion) {
      this.#storage.putCase({ ...definition, wiped: true });
    }
  }

  /** All periods of the test cycle, those that are over too. */
  periods(): TestCyclePeriod[] {
    return this.#storage.periods();
  }

  async putPeriod(change: PeriodChange, actor: string): Promise<Result<TestCyclePeriod, Failure>> {
    const defined = this.#periods.put(change, actor);
    await this.#schedule();
    return defined;
  }

  deletePeriod(periodId: string, actor: string, now: number): boolean {
    return this.#periods.remove(periodId, actor, now);
  }

  freezeCap(periodId: string, cap: number | null): void {
    this.#periods.freezeCap(periodId, cap);
  }

  notePromotion(periodId: string, promoted: Promotion, actor: string, now: number): void {
    this.#periods.notePromotion(periodId, promoted, actor, now);
  }

  /** Judges the periods that ask for it, once each: also what the alarm does. */
  async runDue(now: number): Promise<void> {
    const failures: unknown[] = [];
    for (const period of this.#periods.toJudge(now)) {
      try {
        await judgePeriod(this.env, this.#account, period, this, now);
        this.#periods.noteJudged(period.periodId, now);
      } catch (error) {
        // The others' verdicts do not depend on this one.
        failures.push(error);
      }
    }
    await this.#schedule();
    if (failures.length > 0) throw failures[0];
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(() => this.runDue(clockNow()));
  }

  async #schedule(): Promise<void> {
    await this.#alarm.setFor(this.#periods.judgingAt);
  }

  outcomes(): CatalogueOutcome[] {
    return this.#storage.outcomes();
  }

  putOutcomes(
    outcomes: readonly CatalogueOutcome[],
    actor: string,
    now: number,
  ): Result<CatalogueOutcome[], Failure> {
    return this.#outcomes.put(outcomes, actor, now);
  }

  deleteOutcome(outcomeId: string, actor: string, now: number): CatalogueOutcome[] {
    return this.#outcomes.remove(outcomeId, actor, now);
  }

  sinks(): SinkDefinition[] {
    return this.#storage.sinks();
  }

  /** A sink with its secrets, for the object that delivers to it. */
  sink(sinkId: string): SinkDefinition | null {
    return this.#sinks.find(sinkId);
  }

  /** Makes or changes a sink, or gives it a new secret. */
  changeSink(
    sinkId: string,
    change: SinkChange,
    actor: string,
    now: number,
  ): Result<SinkDefinition, Failure> {
    return this.#sinks.change(sinkId, change, actor, now);
  }

  deleteSink(sinkId: string, actor: string, now: number): boolean {
    return this.#sinks.remove(sinkId, actor, now);
  }

  disableSink(told: SinkRevision, disabled: { at: number; reason: string }): void {
    this.#sinks.disable(told, disabled);
  }
}
