import { DurableObject } from "cloudflare:workers";
import {
  type CaseSettings,
  type CatalogueOutcome,
  type CreateKeyRequest,
  type KeyKind,
  OUTCOMES_LIMIT,
  PERIODS_LIMIT,
  type Promotion,
  type TestCyclePeriod,
} from "@nextmove/contract";
import { machineTime, now as clockNow } from "../../clock.ts";
import { generateKey, hashKey } from "../../auth/api-key.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import { AccountStorage } from "./account-storage.ts";
import { define } from "./case-definition.ts";
import { DEVELOPMENT_ACCOUNT, developmentSeed } from "./development-account.ts";
import { awaitsJudging, judgedAt, judgePeriod } from "./judge-period.ts";
import { definePeriod, type PeriodChange } from "./period-definition.ts";
import { changeSink, type SinkChange, type SinkDefinition } from "./sink-definition.ts";
import type { AccountSnapshot, CaseDefinition, StoredKey } from "./snapshot.ts";

/** Two, so that a key can be rotated: make the new one, move the clients, revoke the old one. */
const ACTIVE_KEYS_PER_KIND = 2;

/** After a failure there is no hurry: what waits is the verdict of weeks. */
const ALARM_RETRY_MS = 10 * 60_000;

/** Control plane of one account: its keys and its cases. Small, rarely written. */
export class Account extends DurableObject<Env> {
  readonly #storage: AccountStorage;
  readonly #account: string;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#storage = new AccountStorage(state.storage.sql);
    this.#account = state.id.name ?? "";
    if (this.#account === DEVELOPMENT_ACCOUNT && env.NEXTMOVE_DEVELOPMENT === "true") {
      this.#storage.create();
      developmentSeed(this.#storage);
    }
    // What accounts of old have no tables for.
    if (this.#storage.exists) this.#storage.create();
  }

  /** Everything the edge needs, or null when there is no such account. */
  snapshot(): AccountSnapshot | null {
    return this.#storage.exists ? this.#storage.snapshot(this.#account, clockNow()) : null;
  }

  /** Makes the account with its first admin key. */
  bootstrap(now: number): Result<{ key: string; stored: StoredKey }, Failure> {
    if (this.#storage.exists) {
      return fail(failure("account_exists", "the account exists; use one of its admin keys"));
    }
    this.#storage.create();
    return ok(this.#makeKey({ kind: "admin", mode: "live", origins: [] }, "root", now));
  }

  createKey(
    request: CreateKeyRequest,
    actor: string,
    now: number,
  ): Result<{ key: string; stored: StoredKey }, Failure> {
    const active = this.#active(request.kind);
    if (active.length >= ACTIVE_KEYS_PER_KIND) {
      return fail(
        failure("too_many_keys", `revoke one of the ${active.length} ${request.kind} keys first`),
      );
    }
    return ok(this.#makeKey(request, actor, now));
  }

  revokeKey(keyId: string, actor: string, now: number): Result<StoredKey, Failure> {
    const key = this.#storage.keys().find((candidate) => candidate.keyId === keyId);
    if (!key) return fail(failure("not_found", "no such key"));
    const admins = this.#active("admin");
    if (admins.length === 1 && admins[0]?.keyId === keyId) {
      return fail(
        failure("last_admin_key", "without an admin key none can ever be made: create one first"),
      );
    }
    const revoked = { ...key, revokedAt: key.revokedAt ?? now };
    this.#storage.putKey(revoked);
    this.#storage.audit(now, actor, `revoke key ${keyId}`);
    return ok(revoked);
  }

  putCase(caseId: string, settings: CaseSettings, actor: string, now: number): CaseDefinition {
    const before = this.#storage.cases().find((candidate) => candidate.caseId === caseId);
    const definition = define(caseId, settings, before, now);
    this.#storage.putCase(definition);
    this.#storage.audit(now, actor, `put case ${caseId}`);
    return definition;
  }

  /** Marks the case deleted; the caller wipes its objects, again if the last time failed. */
  deleteCase(caseId: string, actor: string, now: number): Result<CaseDefinition, Failure> {
    const definition = this.#storage.cases().find((candidate) => candidate.caseId === caseId);
    if (!definition || definition.wiped) return fail(failure("unknown_case", "no such case"));
    this.#storage.putCase({ ...definition, deleted: true });
    this.#storage.audit(now, actor, `delete case ${caseId}`);
    return ok(definition);
  }

  #active(kind: KeyKind): StoredKey[] {
    return this.#storage.keys().filter((key) => key.kind === kind && key.revokedAt === null);
  }

  /** What the deleted case held is gone; it may have been made again in the meantime. */
  caseWiped(caseId: string): void {
    const definition = this.#storage.cases().find((candidate) => candidate.caseId === caseId);
    if (definition?.deleted) this.#storage.putCase({ ...definition, wiped: true });
  }

  /** All periods of the test cycle, those that are over too. */
  periods(): TestCyclePeriod[] {
    return this.#storage.periods();
  }

  async putPeriod(change: PeriodChange, actor: string): Promise<Result<TestCyclePeriod, Failure>> {
    const { periodId, now } = change;
    const others = this.#storage.periods();
    const isKnown = others.some((other) => other.periodId === periodId);
    if (!isKnown && others.length >= PERIODS_LIMIT) {
      return fail(failure("too_many_periods", `delete one of the ${others.length} periods first`));
    }
    const defined = definePeriod(change, others);
    if (!defined.ok) return defined;
    this.#storage.putPeriod(defined.value);
    this.#storage.audit(now, actor, `put period ${periodId}${change.force ? " by force" : ""}`);
    await this.#schedule();
    return defined;
  }

  /** Keeps the cap found for a period: the first one, whoever finds another at the same time. */
  freezeCap(periodId: string, cap: number | null): void {
    const period = this.#storage.periods().find((known) => known.periodId === periodId);
    if (period && period.frozenCap === undefined) {
      this.#storage.putPeriod({ ...period, frozenCap: cap });
    }
  }

  /** Notes the model that is to be gone on with. */
  notePromotion(periodId: string, promoted: Promotion, actor: string, now: number): void {
    const period = this.#storage.periods().find((known) => known.periodId === periodId);
    if (!period) return;
    this.#storage.putPeriod({ ...period, promoted });
    this.#storage.audit(now, actor, `promote ${promoted.modelId} of period ${periodId}`);
  }

  /** Judges the periods that ask for it, once each: also what the alarm does. */
  async runDue(now: number): Promise<void> {
    for (const period of this.#storage.periods()) {
      if (!awaitsJudging(period) || judgedAt(period) > now) continue;
      await judgePeriod(this.env, this.#account, period, this, now);
      const after = this.#storage.periods().find((known) => known.periodId === period.periodId);
      if (after) this.#storage.putPeriod({ ...after, judged: now });
    }
    await this.#schedule();
  }

  override async alarm(): Promise<void> {
    try {
      await this.runDue(clockNow());
    } catch (error) {
      // A failed alarm is tried a few times and then forgotten; a verdict is not to be.
      console.error(error);
      await this.ctx.storage.setAlarm(Date.now() + ALARM_RETRY_MS);
    }
  }

  async #schedule(): Promise<void> {
    const dues = this.#storage.periods().filter(awaitsJudging).map(judgedAt);
    if (dues.length > 0) await this.ctx.storage.setAlarm(machineTime(Math.min(...dues)));
  }

  deletePeriod(periodId: string, actor: string, now: number): boolean {
    const isKnown = this.#storage.periods().some((period) => period.periodId === periodId);
    if (!isKnown) return false;
    this.#storage.deletePeriod(periodId);
    this.#storage.audit(now, actor, `delete period ${periodId}`);
    return true;
  }

  /** The catalogue of outcomes. */
  outcomes(): CatalogueOutcome[] {
    return this.#storage.outcomes();
  }

  /** Adds outcomes, or replaces those of the same names: all of them or none. */
  putOutcomes(
    outcomes: readonly CatalogueOutcome[],
    actor: string,
    now: number,
  ): Result<CatalogueOutcome[], Failure> {
    const names = new Set([...this.#storage.outcomes(), ...outcomes].map((each) => each.outcomeId));
    if (names.size > OUTCOMES_LIMIT) {
      return fail(failure("too_many_outcomes", `the catalogue holds ${OUTCOMES_LIMIT} outcomes`));
    }
    for (const outcome of outcomes) this.#storage.putOutcome(outcome);
    this.#storage.audit(
      now,
      actor,
      `put outcomes ${outcomes.map((each) => each.outcomeId).join(" ")}`,
    );
    return ok(this.#storage.outcomes());
  }

  deleteOutcome(outcomeId: string, actor: string, now: number): CatalogueOutcome[] {
    this.#storage.deleteOutcome(outcomeId);
    this.#storage.audit(now, actor, `delete outcome ${outcomeId}`);
    return this.#storage.outcomes();
  }

  sinks(): SinkDefinition[] {
    return this.#storage.sinks();
  }

  /** A sink with its secrets, for who delivers to it. */
  sink(sinkId: string): SinkDefinition | null {
    return this.#storage.sinks().find((known) => known.sinkId === sinkId) ?? null;
  }

  /** Makes or changes a sink, or gives it a new secret. */
  changeSink(
    sinkId: string,
    change: SinkChange,
    actor: string,
    now: number,
  ): Result<SinkDefinition, Failure> {
    const changed = changeSink(sinkId, change, this.#storage.sinks(), now);
    if (!changed.ok) return changed;
    this.#storage.putSink(changed.value);
    this.#storage.audit(now, actor, `${change.what} sink ${sinkId}`);
    return changed;
  }

  deleteSink(sinkId: string, actor: string, now: number): boolean {
    if (!this.sink(sinkId)) return false;
    this.#storage.deleteSink(sinkId);
    this.#storage.audit(now, actor, `delete sink ${sinkId}`);
    return true;
  }

  /** Its endpoint wants no more. @param createdAt of the sink that was told so */
  disableSink(sinkId: string, createdAt: number, disabled: { at: number; reason: string }): void {
    const sink = this.sink(sinkId);
    if (sink?.createdAt !== createdAt || sink.disabled) return;
    this.#storage.putSink({ ...sink, disabled });
    this.#storage.audit(disabled.at, "endpoint", `disable sink ${sinkId}`);
  }

  #makeKey(request: CreateKeyRequest, actor: string, now: number) {
    const key = generateKey(request.kind, request.mode, this.#account);
    const hash = hashKey(key);
    const stored: StoredKey = {
      // Derived from the hash, so that a log line about a key can be matched to it.
      keyId: hash.slice(0, 16),
      kind: request.kind,
      mode: request.mode,
      origins: request.origins,
      hash,
      createdAt: now,
      revokedAt: null,
    };
    this.#storage.putKey(stored);
    this.#storage.audit(now, actor, `create ${request.kind} key ${stored.keyId}`);
    return { key, stored };
  }
}
