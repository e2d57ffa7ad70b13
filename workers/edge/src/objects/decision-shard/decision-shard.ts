import { DurableObject } from "cloudflare:workers";
import { actionsFor, type CaseSettings } from "@nextmove/contract";
import { delayAges } from "@nextmove/engine";
import { machineTime, now as clockNow } from "../../clock.ts";
import { failure } from "../../http/problems.ts";
import { fail, ok } from "../../result.ts";
import { earliest } from "../alarm-schedule.ts";
import type { LessonPage } from "../learning-protocol.ts";
import { parseShardName } from "../names.ts";
import type {
  CaseCall,
  Decided,
  DecideItem,
  Outcome,
  Received,
  RewardItem,
  SelectItem,
} from "./calls.ts";
import { caseModel } from "../stubs.ts";
import { answer, decide, hasRoom, replay } from "./decide.ts";
import { type Delays, type Episode, foldEpisode, NOTHING_YET, WAITING_MS } from "./episode.ts";
import { EventLog, PAGE_EVENTS } from "./event-log.ts";
import type { NewEvent, ShardEvent } from "./events.ts";
import { type History, teachingOf, teachingOfAll, teachingWithin } from "./lessons.ts";
import { retentionMs, windowMs } from "./reward-window.ts";
import { reward } from "./reward.ts";
import { type Effect, select } from "./select.ts";
import { dueTick, isTickWorthwhile, levelOf, nextCrossing, skipUnshown } from "./settling.ts";
import { ShardModel } from "./shard-model.ts";
import { ShownLog } from "./shown-log.ts";
import { type ShardState, ShardStorage } from "./shard-storage.ts";
import { BATCH_LIMIT_LESSONS, SYNC_AFTER_MS, Synchronizer } from "./synchronizer.ts";

/** Time between alarms at the least. */
const SHORTEST_ALARM_MS = 100;

const CASE_DELETED = fail(failure("unknown_case", "this case was deleted"));

/**
 * Data plane: a share of a case's decisions with their selections and rewards, and a replica of the
 * model. Wiring only; what happens is decided in the pure modules beside it.
 */
export class DecisionShard extends DurableObject<Env> {
  readonly #place: ReturnType<typeof parseShardName>;
  #storage!: ShardStorage;
  #state!: ShardState;
  #log!: EventLog;
  #shown!: ShownLog;
  #model!: ShardModel;
  #view!: Delays & History;
  #synchronizer!: Synchronizer;
  #alarmAt: number | null = null;
  #tickedSeq = 0;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#place = parseShardName(state.id.name ?? "");
    this.#load();
    void state.blockConcurrencyWhile(async () => {
      if (this.#state.replica === null && !this.#state.deleted) await this.#synchronizer.pullOnce();
    });
  }

  #load(): void {
    const { sql } = this.ctx.storage;
    this.#storage = new ShardStorage(sql);
    this.#state = this.#storage.readState();
    this.#log = new EventLog(sql, this.#state.acknowledged);
    this.#shown = new ShownLog(this.#log);
    this.#model = new ShardModel(this.#storage, this.#state.replica);
    this.#view = {
      levelOf: (seq) => levelOf(this.#state.watermarks, seq),
      arrived: (table, level) => this.#model.arrived(table, level),
      episodeBefore: (queryId, seq) =>
        foldEpisode(this.#log.ofQuery(queryId).filter((event) => event.seq < seq)),
      shownBetween: (from, to) => this.#shown.between(from, to),
    };
    this.#synchronizer = new Synchronizer({
      shard: this.#place.label,
      caseModel: () => caseModel(this.env, this.#place.account, this.#place.caseId),
      log: this.#log,
      model: this.#model,
      teach: (events, limit) => teachingWithin(limit, events, this.#view, this.#view),
      acknowledged: () => this.#state.acknowledged,
      advance: (acknowledged) => this.#write({ acknowledged, replica: this.#model.replica.header }),
    });
    // What was learned since the last checkpoint is in the log.
    for (const unabsorbed of this.#log.pagesAfter(this.#state.acknowledged)) {
      this.#model.learn(teachingOfAll(unabsorbed, this.#view, this.#view).lessons);
      const lastTick = unabsorbed.findLast(({ kind }) => kind === "tick");
      if (lastTick?.kind === "tick") this.#state = { ...this.#state, watermarks: lastTick.body.to };
    }
    this.#tickedSeq = this.#log.lastSeq;
  }

  /** Ranks, stores, learns what is shown at once. One outcome per item, in order. */
  async decide(call: CaseCall, items: DecideItem[]): Promise<Outcome<Decided>[]> {
    if (this.#state.deleted) return items.map(() => CASE_DELETED);
    const outcomes = items.map((item) => this.#decideOne(call, item));
    await this.#settle(call);
    return outcomes;
  }

  async select(call: CaseCall, items: SelectItem[]): Promise<Outcome<Received>[]> {
    if (this.#state.deleted) return items.map(() => CASE_DELETED);
    const outcomes = items.map((item) =>
      this.#apply(item.queryId, (episode) =>
        select(call, item, episode, this.#model.replica, this.#view),
      ),
    );
    await this.#settle(call);
    return outcomes;
  }

  async reward(call: CaseCall, items: RewardItem[]): Promise<Outcome<Received>[]> {
    if (this.#state.deleted) return items.map(() => CASE_DELETED);
    const outcomes = items.map((item) =>
      this.#apply(item.queryId, (episode) => reward(call, item, episode, this.#view)),
    );
    await this.#settle(call);
    return outcomes;
  }

  /** Which of these queries this shard has decided, or keeps something for that overtook the decision. */
  knows(queryIds: string[]): boolean[] {
    return queryIds.map(
      (queryId) =>
        this.#storage.isAwaited(queryId) ||
        this.#log.ofQuery(queryId).some(({ kind }) => kind === "decision"),
    );
  }

  /** A stored decision, for the development panel. */
  find(queryId: string) {
    return foldEpisode(this.#log.ofQuery(queryId)).decision?.body ?? null;
  }

  /** A page of the retained log for a rebuild of the model, up to what it has absorbed. */
  page(after: number, upTo: number): LessonPage {
    const retained = this.#log.after(after, PAGE_EVENTS).filter(({ seq }) => seq <= upTo);
    const { taken, ...teaching } = teachingWithin(
      BATCH_LIMIT_LESSONS,
      retained,
      this.#view,
      this.#view,
    );
    return { toSeq: retained[taken - 1]?.seq ?? upTo, ...teaching };
  }

  /** Brings the model up to date and says how this shard stands. */
  async status(now: number) {
    await this.#synchronizer.run(now).catch(() => undefined);
    const oldest = this.#log.after(this.#state.acknowledged, 1)[0];
    return {
      standing: {
        shard: this.#place.label,
        last_seq: this.#log.lastSeq,
        absorbed_seq: this.#state.acknowledged,
        staleness_ms: oldest ? Math.max(0, now - oldest.body.at) : 0,
        model_version: this.#model.held.version,
      },
      waiting: this.#storage.waiting,
      unattached: this.#state.unattached,
      rowsWritten: this.#log.rowsWritten,
    };
  }

  /** Does what is due: also what the alarm does. */
  async runDue(now: number): Promise<void> {
    const { settings } = this.#state;
    if (settings) this.#tick(now, settings);
    const unattached = this.#storage.expireWaiting(now);
    if (unattached > 0) this.#write({ unattached: this.#state.unattached + unattached });
    await this.#synchronizer.run(now).catch(() => undefined);
    if (settings && this.#log.dropBefore(now - retentionMs(settings), this.#settledSeq)) {
      this.#shown.forgetFirsts();
    }
    await this.#schedule();
  }

  /**
   * Forgets everything: the case was deleted. It stays closed: what still knows the case (an isolate, for
   * as long as it trusts what it read) would store and teach what nobody ever deletes again.
   */
  async wipe(): Promise<void> {
    // An answer of the model that is on its way would be written after the deletion.
    await this.#synchronizer.idle();
    await this.ctx.storage.deleteAll();
    this.#alarmAt = null;
    this.#load();
    this.#write({ deleted: true });
  }

  override async alarm(): Promise<void> {
    this.#alarmAt = null;
    await this.runDue(clockNow());
  }

  #decideOne(call: CaseCall, item: DecideItem): Outcome<Decided> {
    // The log refuses a second decision by itself, so the usual case needs no look-up before it.
    const isOutgrown = call.newestEpoch > this.#place.epoch;
    const before =
      this.#log.seesAll(call.now) && this.#storage.waiting === 0 && !isOutgrown
        ? NOTHING_YET
        : foldEpisode(this.#log.ofQuery(item.queryId), call.now);
    if (before.decision) return replay(before.decision, item);
    // A decision goes where its selects and rewards wait for it: elsewhere they would wait in vain.
    if (isOutgrown && !this.#storage.isAwaited(item.queryId)) {
      return fail(failure("newer_epoch", "the case has grown; send the request again"));
    }
    if (!hasRoom(call, item, this.#model.replica)) {
      return fail(
        failure(
          "too_many_actions",
          `with these the case would have more than ${actionsFor(call.settings.dimension)} actions; are ids sent as actions?`,
          "actions",
        ),
      );
    }
    const event = this.#record(decide(call, item, this.#model.replica, before));
    if (!event) {
      const { decision } = foldEpisode(this.#log.ofQuery(item.queryId));
      if (!decision) throw new Error("the log refused a decision that it does not hold");
      return replay(decision, item);
    }
    if (before.selections.length + before.rewards.length > 0) this.#storage.attach(item.queryId);
    return ok(answer(event, item, false));
  }

  #apply<Event extends ShardEvent>(
    queryId: string,
    decideEffect: (episode: Episode) => Outcome<Effect<Event>>,
  ): Outcome<Received> {
    const episode = foldEpisode(this.#log.ofQuery(queryId));
    const outcome = decideEffect(episode);
    if (!outcome.ok) return outcome;
    const { event, received } = outcome.value;
    if (event) {
      // TypeScript loses that the event without its seq is one of the union's members.
      const stored = this.#record(event as unknown as NewEvent, episode);
      if (!stored) throw new Error("an event was stored twice though it was looked up before");
      const { seq, body } = stored;
      if (received.meta.pending) this.#storage.wait(queryId, seq, body.at + WAITING_MS);
    }
    return ok(received);
  }

  /**
   * Stores an event and learns from it, in one synchronous transaction.
   *
   * @param before the query's episode, where it is known already
   */
  #record<Event extends NewEvent>(
    event: Event,
    before?: Episode,
  ): (Event & { seq: number }) | null {
    const stored = this.#log.append(event);
    if (!stored) return null;
    this.#shown.add(stored);
    const history = before ? { ...this.#view, episodeBefore: () => before } : this.#view;
    this.#model.learn(teachingOf(stored, history, this.#view).lessons);
    return stored;
  }

  /** Up to which event everything is learned and nothing is pending: what may be forgotten. */
  get #settledSeq(): number {
    const pending = this.#shown.firstAfter(this.#state.watermarks.at(-1) ?? 0);
    const { acknowledged } = this.#state;
    return pending ? Math.min(acknowledged, pending.seq - 1) : acknowledged;
  }

  /** Lets decisions cross ages. The watermarks are in the tick itself until the state is next written. */
  #tick(now: number, settings: CaseSettings): void {
    const ages = delayAges(windowMs(settings));
    const { lastSeq } = this.#log;
    for (;;) {
      const tick = dueTick(this.#log, lastSeq, this.#shown, this.#state.watermarks, ages, now);
      if (!tick) break;
      this.#record(tick);
      this.#state = { ...this.#state, watermarks: tick.body.to };
    }
    const watermarks = skipUnshown(this.#shown, this.#log.lastSeq, this.#state.watermarks, ages);
    this.#state = { ...this.#state, watermarks };
    this.#tickedSeq = this.#log.lastSeq;
  }

  #write(change: Partial<ShardState>): void {
    this.#state = { ...this.#state, ...change };
    this.#storage.writeState(this.#state);
  }

  async #settle(call: CaseCall): Promise<void> {
    if (JSON.stringify(this.#state.settings) !== JSON.stringify(call.settings)) {
      this.#write({ settings: call.settings });
    }
    if (isTickWorthwhile(this.#log.lastSeq, this.#tickedSeq)) this.#tick(call.now, call.settings);
    if (this.#synchronizer.isFull) this.ctx.waitUntil(this.#synchronizer.run(call.now));
    // After any event the next batch is due within this time, so such an alarm serves.
    if (this.#alarmAt === null || this.#alarmAt > call.now + SYNC_AFTER_MS) await this.#schedule();
  }

  async #schedule(): Promise<void> {
    const { settings } = this.#state;
    const due = earliest([
      this.#synchronizer.dueAt,
      settings && nextCrossing(this.#shown, this.#state.watermarks, delayAges(windowMs(settings))),
      this.#storage.nextExpiry,
      settings && this.#log.oldestDayEnd && this.#log.oldestDayEnd + retentionMs(settings),
    ]);
    if (due === null || (this.#alarmAt !== null && this.#alarmAt <= due)) return;
    this.#alarmAt = due;
    // What is overdue and stays so (a clock that was set back, a model out of reach) must not spin.
    const soonest = Date.now() + SHORTEST_ALARM_MS;
    await this.ctx.storage.setAlarm(Math.max(soonest, machineTime(due)));
  }
}
