import type { CaseSettings } from "@nextmove/contract";
import { DurableObject } from "cloudflare:workers";
import { forgetAccount } from "../../auth/account-directory.ts";
import { machineTime, now as clockNow } from "../../clock.ts";
import type { Cursors } from "../../forward/cursor.ts";
import { failure } from "../../http/problems.ts";
import { fail, ok } from "../../result.ts";
import { earliest } from "../alarm-schedule.ts";
import type { LessonPage } from "../learning-protocol.ts";
import { parseShardName } from "../names.ts";
import { caseModel } from "../stubs.ts";
import { learnerOptions } from "../case-model/learner-options.ts";
import { catalogOf } from "../catalog/stub.ts";
import { admit } from "./admit.ts";
import { adopt } from "./adopt.ts";
import { AssignedModels } from "./assigned-models.ts";
import type {
  CaseCall,
  Decided,
  DecideItem,
  Outcome,
  Received,
  RewardItem,
  SelectItem,
  Verb,
} from "./calls.ts";
import { CallReader } from "./call-text.ts";
import {
  type ConsumerPage,
  consumerPage,
  type Forgotten,
  forgetConsumer,
} from "./consumer-events.ts";
import { type Episode, WAITING_MS } from "./episode.ts";
import { type ExportPage, type ExportPlace, type ExportSpan, exportPage } from "./export-page.ts";
import type { DecisionEvent, NewEvent, ShardEvent } from "./events.ts";
import { forwarding } from "./forwarding.ts";
import { Journal } from "./journal.ts";
import { reward } from "./reward.ts";
import { RewardCourier } from "./reward-courier.ts";
import { type Effect, select } from "./select.ts";
import { SYNC_AFTER_MS, Synchronizer } from "./synchronizer.ts";

/** Time between alarms at the least. */
const SHORTEST_ALARM_MS = 100;
const CASE_DELETED = fail(failure("unknown_case", "this case was deleted"));

/**
 * Data plane: a share of a case's decisions with their selections and rewards, and a replica of the
 * model. Wiring only; what happens is decided in the pure modules beside it.
 */
export class DecisionShard extends DurableObject<Env> {
  readonly #place: ReturnType<typeof parseShardName>;
  #journal!: Journal;
  #synchronizer!: Synchronizer;
  #courier!: RewardCourier;
  #assigned!: AssignedModels;
  #forwarding!: Cursors<ShardEvent>;
  readonly #calls = new CallReader();
  /** Settings that are known to be stored. */
  #known: CaseSettings | null = null;
  #alarmAt: number | null = null;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#place = parseShardName(state.id.name ?? "");
    this.#load();
    void state.blockConcurrencyWhile(async () => {
      const { replica, deleted } = this.#journal.state;
      if (replica === null && !deleted) await this.#synchronizer.pullOnce();
    });
  }

  #load(): void {
    const journal = new Journal(this.ctx.storage.sql);
    this.#journal = journal;
    this.#forwarding = forwarding(this.env, this.ctx.storage.sql, journal.log, this.#place);
    const { account, caseId, label } = this.#place;
    const model = () => caseModel(this.env, account, caseId);
    const assigned = new AssignedModels((id, held) => model().publishVersion(id, held));
    this.#assigned = assigned;
    this.#synchronizer = new Synchronizer({
      shard: label,
      caseModel: model,
      refreshAssigned: () => assigned.refresh(),
      log: journal.log,
      model: journal.model,
      teach: (events, limit) => journal.teach(events, limit),
      acknowledged: () => journal.state.acknowledged,
      advance: (acknowledged) =>
        journal.write({
          acknowledged,
          replica: journal.model.replica.header,
          told: this.#courier.told,
        }),
    });
    this.#courier = new RewardCourier({
      shard: this.#place.label,
      catalog: () => catalogOf(this.env, this.#place.account, this.#place.caseId),
      log: journal.log,
      history: journal.view,
      halfLifeMs: () => {
        const { settings } = journal.state;
        return settings && learnerOptions(settings).halfLifeMs;
      },
      told: journal.state.told,
      store: (told) => journal.write({ told }),
    });
  }

  /**
   * Decides, selects or rewards: see `ShardStub` for what goes in and comes out, and call-text.ts for
   * how. One outcome per item, in order.
   */
  async serve(verb: Verb, settings: string, request: string): Promise<string> {
    const { call, items } = this.#calls.read(settings, request);
    const loading =
      verb === "decide" ? this.#assigned.ready(items as DecideItem[], call.now) : undefined;
    if (loading) await loading;
    if (this.#journal.state.deleted) return JSON.stringify(items.map(() => CASE_DELETED));
    const outcomes = this.#serveAll(verb, call, items);
    await this.#settle(call);
    return JSON.stringify(outcomes);
  }

  /** Each item has the form that the verb takes: `ShardStub` sees to it. */
  #serveAll(verb: Verb, call: CaseCall, items: unknown[]): Outcome<Decided | Received>[] {
    const { model, view } = this.#journal;
    switch (verb) {
      case "decide":
        return (items as DecideItem[]).map((item) =>
          admit(this.#journal, this.#place.epoch, call, item, this.#assigned),
        );
      case "select":
        return (items as SelectItem[]).map((item) =>
          this.#apply(item.queryId, (episode) => select(call, item, episode, model.replica, view)),
        );
      case "reward":
        return (items as RewardItem[]).map((item) =>
          this.#apply(item.queryId, (episode) => reward(call, item, episode, view)),
        );
    }
  }

  /** Takes up decisions that were made elsewhere, and names those whose id another has: see adopt.ts. */
  async adopt(
    decisions: Pick<DecisionEvent, "queryId" | "body">[],
    now: number,
  ): Promise<string[]> {
    if (this.#journal.state.deleted) return [];
    const refused = decisions.filter((decision) => !adopt(this.#journal, decision, now));
    await this.#schedule();
    return refused.map(({ queryId }) => queryId);
  }

  /** Which of these queries this shard has decided, or keeps something for that overtook the decision. */
  knows(queryIds: string[]): boolean[] {
    return queryIds.map(
      (queryId) =>
        this.#journal.storage.isAwaited(queryId) ||
        this.#journal.episodeOf(queryId).decision !== undefined,
    );
  }

  /** A stored decision, for the development panel. */
  find(queryId: string) {
    return this.#journal.episodeOf(queryId).decision?.body ?? null;
  }

  /** For a rebuild of the model: a page of what the log has come to by `upTo`, which is absorbed. */
  recap(after: number, upTo: number): LessonPage {
    return this.#journal.recap(after, upTo);
  }

  /** For a rebuild of the model: a page of what was absorbed since. */
  replay(after: number, upTo: number): LessonPage {
    return this.#journal.replay(after, upTo);
  }

  /** A page of the decisions and what they brought: see export-page.ts. */
  exportPage(span: ExportSpan, place: ExportPlace | null): ExportPage {
    return exportPage(this.#journal.log, span, place);
  }

  /** A page of what is known of a consumer: see consumer-events.ts. */
  consumerPage(consumer: string, place: string): ConsumerPage {
    return consumerPage(this.ctx.storage.sql, consumer, place, (queryId) =>
      this.#journal.log.ofQuery(queryId),
    );
  }

  /** Takes a consumer's name off a page of the decisions made for them. */
  async forgetConsumer(consumer: string, place: string): Promise<Forgotten> {
    const forgotten = forgetConsumer(this.ctx.storage.sql, consumer, place);
    this.#journal.log.reread();
    // What is on its way to a sink still has the name: it has to be there when the sinks forget it.
    await this.#forwarding.idle();
    return forgotten;
  }

  /** Brings the model up to date and says how this shard stands. */
  async status(now: number) {
    await this.#synchronizer.run(now).catch(() => undefined);
    const { log, state, model, storage } = this.#journal;
    const [oldest] = log.after(state.acknowledged, 1);
    return {
      standing: {
        shard: this.#place.label,
        last_seq: log.lastSeq,
        absorbed_seq: state.acknowledged,
        staleness_ms: oldest ? Math.max(0, now - oldest.body.at) : 0,
        model_version: model.held.version,
      },
      waiting: storage.waiting,
      unattached: state.unattached,
      rowsWritten: log.rowsWritten,
    };
  }

  /** Does what is due: also what the alarm does. */
  async runDue(now: number): Promise<void> {
    const journal = this.#journal;
    const { settings } = journal.state;
    if (settings) journal.tick(now, settings);
    const unattached = journal.storage.expireWaiting(now);
    if (unattached > 0) journal.write({ unattached: journal.state.unattached + unattached });
    await this.#synchronizer.run(now).catch(() => undefined);
    await this.#courier.run(now).catch(() => undefined);
    if (!journal.state.deleted) await this.#forwarding.run(now).catch(() => undefined);
    if (settings) journal.forget(now, settings, this.#forwarding.heldAfter);
    await this.#schedule();
  }

  /** The account's sinks have changed: the next alarm, soon, tells the new ones what they are to have. */
  async sinksChanged(): Promise<void> {
    if (this.#journal.state.deleted) return;
    forgetAccount(this.#place.account);
    this.#forwarding.askAgain();
    await this.#schedule();
  }

  /**
   * Forgets everything: the case was deleted. It stays closed: what still knows the case (an isolate, for
   * as long as it trusts what it read) would store and teach what nobody ever deletes again.
   */
  async wipe(): Promise<void> {
    // An answer of the model that is on its way would be written after the deletion.
    await this.#synchronizer.idle();
    await this.#courier.idle();
    await this.#forwarding.idle();
    await this.ctx.storage.deleteAll();
    this.#alarmAt = null;
    this.#load();
    this.#journal.write({ deleted: true });
  }

  override async alarm(): Promise<void> {
    this.#alarmAt = null;
    await this.runDue(clockNow());
  }

  #apply<Event extends ShardEvent>(
    queryId: string,
    decideEffect: (episode: Episode) => Outcome<Effect<Event>>,
  ): Outcome<Received> {
    const episode = this.#journal.episodeOf(queryId);
    const outcome = decideEffect(episode);
    if (!outcome.ok) return outcome;
    const { event, received } = outcome.value;
    if (event) {
      // TypeScript loses that the event without its seq is one of the union's members.
      const stored = this.#journal.record(event as unknown as NewEvent, episode);
      if (!stored) throw new Error("an event was stored twice though it was looked up before");
      const { seq, body } = stored;
      if (received.meta.pending) this.#journal.storage.wait(queryId, seq, body.at + WAITING_MS);
    }
    return ok(received);
  }

  async #settle(call: CaseCall): Promise<void> {
    const journal = this.#journal;
    // The reader gives the same object for the same text.
    if (this.#known !== call.settings) {
      this.#known = call.settings;
      if (JSON.stringify(journal.state.settings) !== this.#calls.settingsText) {
        journal.write({ settings: call.settings });
      }
    }
    journal.tickIfWorthwhile(call.now, call.settings);
    if (this.#synchronizer.isFull) {
      this.ctx.waitUntil(this.#synchronizer.run(call.now));
      // While what it reads is in memory.
      if (this.#courier.dueAt === null) this.ctx.waitUntil(this.#courier.run(call.now));
    }
    // After any event the next batch is due within this time, so such an alarm serves.
    if (this.#alarmAt === null || this.#alarmAt > call.now + SYNC_AFTER_MS) await this.#schedule();
  }

  async #schedule(): Promise<void> {
    const { state, storage } = this.#journal;
    const due = earliest([
      this.#synchronizer.dueAt,
      this.#courier.dueAt,
      storage.nextExpiry,
      this.#forwarding.dueAt,
      ...(state.settings ? this.#journal.dueAt(state.settings, this.#forwarding.heldAfter) : []),
    ]);
    if (due === null || (this.#alarmAt !== null && this.#alarmAt <= due)) return;
    this.#alarmAt = due;
    // What is overdue and stays so (a clock that was set back, a model out of reach) must not spin.
    const soonest = Date.now() + SHORTEST_ALARM_MS;
    await this.ctx.storage.setAlarm(Math.max(soonest, machineTime(due)));
  }
}
