import type { CaseSettings } from "@nextmove/contract";
import { DurableObject } from "cloudflare:workers";
import { forgetAccount } from "../../protocol/account/account-directory.ts";
import { now as clockNow } from "../../clock.ts";
import { Alarm } from "../alarm.ts";
import { earliest } from "../alarm-schedule.ts";
import { CASE_DELETED } from "../case-deleted.ts";
import { faultOf } from "../../http/failure-of.ts";
import type { LessonPage } from "../../protocol/case-model/learning.ts";
import { parseShardName } from "../../protocol/names.ts";
import { SharedCommit } from "../shared-commit.ts";
import { adopt } from "./adopt.ts";
import type { CaseCall, DecideItem } from "../../protocol/decision-shard/calls.ts";
import { CallReader } from "../../protocol/decision-shard/call-text.ts";
import { connect, type Connections } from "./connect.ts";
import {
  type ConsumerPage,
  consumerPage,
  type Forgotten,
  forgetConsumer,
} from "../../decision-log/consumer-events.ts";
import { exportPage } from "./export-page.ts";
import type { ExportPage, ExportPlace, ExportSpan } from "../../protocol/decision-shard/export.ts";
import { Journal } from "./journal/journal.ts";
import { serveItems } from "./serve-items.ts";
import { standingOf } from "./standing.ts";
import { SYNC_AFTER_MS } from "./telling/synchronizer.ts";

/** What is overdue and stays so (a clock that was set back, a model out of reach) must not spin. */
const SHORTEST_ALARM_MS = 100;

/**
 * Data plane: a share of a case's decisions with their selections and rewards, and a replica of the
 * model. Wiring only; what happens is decided in the pure modules beside it.
 */
export class DecisionShard extends DurableObject<Env> {
  readonly #place: ReturnType<typeof parseShardName>;
  #journal!: Journal;
  #connections!: Connections;
  readonly #calls = new CallReader();
  readonly #commit = new SharedCommit();
  /** Settings that are known to be stored. */
  #known: CaseSettings | null = null;
  readonly #alarm = new Alarm(this.ctx.storage, { shortestMs: SHORTEST_ALARM_MS });

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#place = parseShardName(state.id.name ?? "");
    this.#load();
    void state.blockConcurrencyWhile(async () => {
      const { replica, deleted } = this.#journal.state;
      if (replica === null && !deleted) await this.#connections.synchronizer.pullOnce();
    });
  }

  #load(): void {
    const { sql } = this.ctx.storage;
    this.#journal = new Journal(sql);
    this.#connections = connect(this.env, sql, this.#place, this.#journal);
  }

  /**
   * Decides, selects or rewards: see `ShardStub` for what goes in and comes out, and call-text.ts for
   * how. Of each request one outcome per item, in order.
   */
  async serve(settings: string, requests: string): Promise<string> {
    const asked = this.#calls.read(settings, requests);
    const { assigned } = this.#connections;
    const now = Math.max(...asked.map(({ call }) => call.now));
    const deciding = asked.flatMap(({ verb, items }) => (verb === "decide" ? items : []));
    const loading = assigned.ready(deciding as DecideItem[], now);
    if (loading) await loading;
    const others = this.#commit.join(Date.now());
    if (others) await others;
    if (this.#journal.state.deleted) {
      return JSON.stringify(asked.map(({ items }) => items.map(() => CASE_DELETED)));
    }
    const deps = { journal: this.#journal, epoch: this.#place.epoch, assigned };
    const outcomes = asked.map(({ verb, call, items }) =>
      this.#orAnew(call.requestId, () => {
        const served = serveItems(deps, verb, call, items);
        this.#take(call, settings);
        return served;
      }),
    );
    await this.#settle(now);
    return JSON.stringify(outcomes);
  }

  /**
   * Takes up decisions that were made elsewhere, and names those whose id another has: see adopt.ts. What
   * goes in is text, as in call-text.ts.
   */
  async adopt(decisions: string, settings: string, now: number): Promise<string[]> {
    if (this.#journal.state.deleted) return [];
    // A case may never ask for anything but lists. What they were made by may be older than what calls say.
    if (this.#takeSettings(() => JSON.parse(settings), settings)) this.#known = null;
    const refused = this.#orAnew("adopt", () => adopt(this.#journal, JSON.parse(decisions), now));
    await this.#schedule();
    return refused;
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
    await this.#connections.forwarding.idle();
    return forgotten;
  }

  /** Brings the model up to date and says how this shard stands. */
  async status(now: number) {
    const { synchronizer, courier } = this.#connections;
    // Why it fails is part of the answer.
    if (!this.#journal.state.deleted) await synchronizer.run(now).catch(() => undefined);
    const problem = synchronizer.problem ?? courier.problem;
    return {
      ...standingOf(this.#journal, this.#place.label, now, problem),
      besideRowsWritten: this.#journal.storage.rowsWritten + this.#alarm.rowsWritten,
    };
  }

  /** Does what is due: also what the alarm does. */
  async runDue(now: number): Promise<void> {
    const journal = this.#journal;
    const { settings, deleted } = journal.state;
    if (deleted) return;
    if (settings) journal.tick(now, settings);
    const unattached = journal.storage.expireWaiting(now);
    if (unattached > 0) journal.write({ unattached: journal.state.unattached + unattached });
    const { synchronizer, courier, forwarding } = this.#connections;
    for (const each of [synchronizer, courier, forwarding]) {
      await each.run(now).catch(() => undefined);
      // It may have been wiped meanwhile.
      if (this.#journal.state.deleted) return;
    }
    if (settings) journal.forget(now, settings, forwarding.heldAfter);
    await this.#schedule();
  }

  /** The account's sinks have changed: the next alarm, soon, tells the new ones what they are to have. */
  async sinksChanged(): Promise<void> {
    if (this.#journal.state.deleted) return;
    forgetAccount(this.#place.account);
    this.#connections.forwarding.askAgain();
    await this.#schedule();
  }

  /**
   * Forgets everything: the case was deleted. It stays closed: what still knows the case (an isolate, for
   * as long as it trusts what it read) would store and teach what nobody ever deletes again.
   */
  async wipe(): Promise<void> {
    // From here on nothing is begun that would write after the deletion; what is on its way would, too.
    this.#journal.write({ deleted: true });
    const { synchronizer, courier, forwarding } = this.#connections;
    for (const each of [synchronizer, courier, forwarding]) await each.idle();
    await this.ctx.blockConcurrencyWhile(async () => {
      await this.ctx.storage.deleteAll();
      this.#alarm.gone();
      this.#load();
      this.#journal.write({ deleted: true });
    });
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(() => this.runDue(clockNow()));
  }

  /**
   * All of what a call stores, or nothing: where it fails the object is made anew from what was stored before.
   * A savepoint, as in wholly.ts, would cost every call, and what the connections have under way could not go on
   * beside another journal.
   *
   * @param requestId whose fault that is: others, whose calls are lost with the object, may send theirs again
   */
  #orAnew<Value>(requestId: string, action: () => Value): Value {
    try {
      return action();
    } catch (error) {
      this.ctx.abort(faultOf(requestId, error));
      throw error;
    }
  }

  /** What a call says besides its items. */
  #take(call: CaseCall, settings: string): void {
    // The reader gives the same object for the same text.
    if (this.#known !== call.settings) {
      this.#known = call.settings;
      this.#takeSettings(() => call.settings, settings);
    }
    this.#journal.tickIfWorthwhile(call.now, call.settings);
  }

  async #settle(now: number): Promise<void> {
    const { synchronizer, courier } = this.#connections;
    if (synchronizer.isFull) {
      this.ctx.waitUntil(synchronizer.run(now));
      // While what it reads is in memory.
      if (courier.dueAt === null) this.ctx.waitUntil(courier.run(now));
    }
    // After any event the next batch is due within this time, so such an alarm serves.
    const { at } = this.#alarm;
    if (at === null || at > now + SYNC_AFTER_MS) await this.#schedule();
  }

  /** Whether they are other settings than before. */
  #takeSettings(read: () => CaseSettings, text: string): boolean {
    const journal = this.#journal;
    const isNew = JSON.stringify(journal.state.settings) !== text;
    if (isNew) journal.write({ settings: read() });
    return isNew;
  }

  async #schedule(): Promise<void> {
    const { state, storage } = this.#journal;
    const { synchronizer, courier, forwarding } = this.#connections;
    const due = earliest([
      synchronizer.dueAt,
      courier.dueAt,
      storage.nextExpiry,
      forwarding.dueAt,
      ...(state.settings ? this.#journal.dueAt(state.settings, forwarding.heldAfter) : []),
    ]);
    await this.#alarm.setFor(due);
  }
}
