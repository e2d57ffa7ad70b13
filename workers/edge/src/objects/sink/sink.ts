import { DurableObject } from "cloudflare:workers";
import type { SinkHealth } from "@nextmove/contract";
import { now as clockNow } from "../../clock.ts";
import { breakerState, CLOSED, sendableAt } from "../../forward/gate.ts";
import { kindOf } from "../../forward/kinds/index.ts";
import type { Attempt } from "../../forward/attempt.ts";
import type { Taken } from "../../forward/cursor.ts";
import type { Message } from "../../protocol/sink/message.ts";
import {
  isSameRevision,
  type SinkDefinition,
  signingSecrets,
} from "../../protocol/sink/definition.ts";
import { SingleFlight } from "../../single-flight.ts";
import { Alarm } from "../alarm.ts";
import { earliest } from "../alarm-schedule.ts";
import { accountName, parseSinkName } from "../../protocol/names.ts";
import { wholly } from "../wholly.ts";
import { drain, type DrainDeps } from "./drain.ts";
import { type SinkPage, SinkStorage } from "./sink-storage.ts";

/** How long the sink's settings are trusted. */
const DEFINITION_LIFETIME_MS = 30_000;
/** When there is no room, the log asks again after this. */
const FULL_RETRY_MS = 30_000;
/** The Account did not answer. */
const FAILED_RETRY_MS = 5_000;
/** One alarm delivers for this long at most: what then waits is the next one's. */
const DRAIN_LIMIT_MS = 60_000;
/** The least time between alarms. */
const SHORTEST_ALARM_MS = 100;
/** How long what was parked is kept for a replay. */
const PARKED_KEPT_MS = 30 * 86_400_000;

/** What one of a sink's objects says of its delivery. */
export type SinkShardHealth = ReturnType<SinkStorage["counts"]> & {
  reasons: ReturnType<SinkStorage["reasons"]>;
  oldest: number | null;
  lastError: { at: number; reason: string } | null;
  breaker: { state: SinkHealth["breaker"]["state"]; until: number };
};

/** Delivers to one outside system what belongs to its share of visitors. Wiring only. */
export class Sink extends DurableObject<Env> {
  readonly #place: ReturnType<typeof parseSinkName>;
  #storage!: SinkStorage;
  #definition: { value: SinkDefinition | null; readAt: number } | undefined;
  readonly #alarm = new Alarm(this.ctx.storage, { shortestMs: SHORTEST_ALARM_MS });
  readonly #deliveries = new SingleFlight();
  /** Breaks off what is under way. */
  #breakOff = new AbortController();
  /** Since when something waits, as far as the object knows: one that just woke sends at once. */
  #freshSince = 0;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#place = parseSinkName(state.id.name ?? "");
    this.#load();
  }

  #load(): void {
    this.#storage = new SinkStorage(this.ctx.storage.sql);
  }

  /** Stores what a log has for it; the answer is the log's licence to go on. */
  async store(page: SinkPage): Promise<Taken> {
    if (!this.#storage.queue.hasFresh(1)) this.#freshSince = clockNow();
    const isTaken = wholly(
      this.ctx.storage,
      () => this.#storage.take(page),
      () => this.#load(),
    );
    await this.#schedule(clockNow());
    return isTaken ? { ok: true } : { ok: false, retryAfterMs: FULL_RETRY_MS };
  }

  /** The settings have changed: they hold at once, and what waits is tried with them at once. */
  async configure(definition: SinkDefinition, now: number): Promise<void> {
    this.#definition = { value: definition, readAt: now };
    const { queue, state } = this.#storage;
    if (sendableAt(state.gate) > now) this.#storage.write({ gate: CLOSED });
    queue.retryNow(now);
    await this.#schedule(now);
  }

  health(now: number): SinkShardHealth {
    const { gate, lastError } = this.#storage.state;
    return {
      ...this.#storage.counts(),
      reasons: this.#storage.reasons(),
      oldest: this.#storage.oldest(),
      lastError,
      breaker: { state: breakerState(gate, now), until: gate.openUntil },
    };
  }

  /** Tries again what was parked; how many. */
  async replay(now: number): Promise<number> {
    const count = this.#storage.replay();
    await this.#schedule(now);
    return count;
  }

  /** Drops what waits of a visitor who was erased. */
  forget(visitor: string): void {
    this.#storage.forget(visitor);
  }

  /** Delivers what is due: also what the alarm does. */
  async runDue(): Promise<void> {
    await this.#deliveries.run(() => this.#deliver());
  }

  /** Forgets everything: the sink was deleted. */
  async wipe(): Promise<void> {
    this.#definition = { value: null, readAt: clockNow() };
    // Whoever deletes it does not wait for an endpoint that hangs.
    this.#breakOff.abort();
    await this.#deliveries.idle();
    this.#breakOff = new AbortController();
    await this.ctx.storage.deleteAll();
    this.#alarm.gone();
    this.#load();
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(() => this.runDue());
  }

  async #deliver(): Promise<void> {
    const begunAt = Date.now();
    const definition = await this.#read().catch(() => undefined);
    if (definition === undefined) return this.#alarm.setFor(clockNow() + FAILED_RETRY_MS);
    const { incarnation } = this.#storage.state;
    if (definition === null || (incarnation > 0 && definition.createdAt > incarnation)) {
      await this.ctx.storage.deleteAll();
      this.#alarm.gone();
      return this.#load();
    }
    this.#storage.expire(clockNow() - PARKED_KEPT_MS);
    const readyAt = this.#readyAt(clockNow()) ?? 0;
    if (readyAt > clockNow()) return this.#schedule(clockNow());
    await drain(
      this.#drainDeps(definition),
      () => Date.now() - begunAt > DRAIN_LIMIT_MS || !this.#isOn(),
    );
    await this.#schedule(clockNow());
  }

  #drainDeps(definition: SinkDefinition): DrainDeps {
    const kind = kindOf(definition.settings);
    const send = (messages: readonly [Message, ...Message[]]) => {
      const used = this.#definition?.value ?? definition;
      const attempt = kind.send(
        {
          sinkId: definition.sinkId,
          settings: used.settings,
          secrets: signingSecrets(used, clockNow()),
          archive: this.env.ARCHIVE,
          now: clockNow(),
          fetchOut: (url, { signal, ...init }) => {
            const { signal: over } = this.#breakOff;
            return fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, over]) : over });
          },
        },
        messages,
      );
      return attempt && this.#current(attempt, used);
    };
    return {
      queue: this.#storage.queue,
      shape: kind.shape,
      gate: () => this.#storage.state.gate,
      send,
      note: (change) => this.#note(this.#definition?.value ?? definition, change),
      now: clockNow,
      random: Math.random,
    };
  }

  /** What an endpoint says that is no longer this sink's holds of the message, not of the sink. */
  async #current(underWay: Promise<Attempt>, used: SinkDefinition): Promise<Attempt> {
    const attempt = await underWay;
    if (attempt.ok || isSameRevision(this.#definition?.value ?? used, used)) return attempt;
    return { ok: false, reason: attempt.reason };
  }

  #note(definition: SinkDefinition, change: Parameters<DrainDeps["note"]>[0]): void {
    const { gate, error, skipped = 0, gone = false } = change;
    const at = clockNow();
    this.#storage.write({
      ...(gate ? { gate } : {}),
      ...(error === undefined ? {} : { lastError: { at, reason: error } }),
      skipped: this.#storage.state.skipped + skipped,
    });
    if (!gone) return;
    const disabled = { at, reason: error ?? "" };
    const { sinkId, createdAt, revision } = definition;
    this.#definition = { value: { ...definition, disabled }, readAt: at };
    const account = this.env.ACCOUNT.getByName(accountName(this.#place.account));
    this.ctx.waitUntil(account.disableSink({ sinkId, createdAt, revision }, disabled));
  }

  get #isFresh(): boolean {
    const { readAt = Number.NEGATIVE_INFINITY } = this.#definition ?? {};
    return Math.abs(clockNow() - readAt) < DEFINITION_LIFETIME_MS;
  }

  #isOn(): boolean {
    const definition = this.#definition?.value;
    return !!definition && definition.settings.enabled && definition.disabled === undefined;
  }

  async #read(): Promise<SinkDefinition | null> {
    const known = this.#definition;
    if (known && this.#isFresh) return known.value;
    const { account, sinkId } = this.#place;
    const value: SinkDefinition | null = await this.env.ACCOUNT.getByName(
      accountName(account),
    ).sink(sinkId);
    this.#definition = { value, readAt: clockNow() };
    return value;
  }

  /** When what has not failed is to be sent, ms; null when there is nothing. */
  #readyAt(now: number): number | null {
    const { queue } = this.#storage;
    if (!queue.hasFresh(1)) return null;
    const settings = this.#definition?.value?.settings;
    const { lingerMs = 0, most = 1 } = settings ? kindOf(settings).shape : {};
    return lingerMs === 0 || queue.hasFresh(most) ? now : this.#freshSince + lingerMs;
  }

  async #schedule(now: number): Promise<void> {
    // Switching it on again wakes it. Settings that are not fresh may be out of date: then it looks.
    if (this.#isFresh && this.#definition?.value && !this.#isOn()) return;
    const due = earliest([this.#readyAt(now), this.#storage.queue.nextRetry]);
    if (due !== null) {
      await this.#alarm.setFor(Math.max(due, sendableAt(this.#storage.state.gate)));
    }
  }
}
