import { DurableObject } from "cloudflare:workers";
import type { TestCycleEvent } from "@nextmove/contract";
import { assignModel } from "../../test-cycle/assign-model.ts";
import { type AssigningPeriod, type Assignee, assignmentOf } from "../../test-cycle/assignment.ts";
import type { Frame } from "../../test-cycle/fold/frame.ts";
import { forgetAccount } from "../../protocol/account/account-directory.ts";
import { type Holdout, isInHoldout } from "../../holdout.ts";
import { now as clockNow } from "../../clock.ts";
import type { Cursors } from "../../forward/cursor.ts";
import { Alarm } from "../alarm.ts";
import { earliest } from "../alarm-schedule.ts";
import { parseNumberedName } from "../../protocol/names.ts";
import { wholly } from "../wholly.ts";
import type { Statement } from "../../protocol/test-cycle-shard/statement.ts";
import type { GivenAnswer } from "./books/answer-book.ts";
import { forwarding } from "./forwarding.ts";
import { HandOver } from "./hand-over.ts";
import type { KeptRejection } from "./books/rejection-book.ts";
import type { Rejection } from "../../protocol/test-cycle-shard/reject.ts";
import { testCycleShard } from "../../protocol/test-cycle-shard/stub.ts";
import type { SummaryPage } from "./visits/summarise.ts";
import type { Placed, VisitorPage } from "./visits/visit-log.ts";
import { VisitorBooks } from "./visitor-books.ts";

/** A share of an account's visitors: what happened to them in the test cycle. Wiring only. */
export class TestCycleShard extends DurableObject<Env> {
  readonly #place: ReturnType<typeof parseNumberedName>;
  #books!: VisitorBooks;
  #handOver!: HandOver;
  #forwarding!: Cursors<Placed>;
  readonly #alarm = new Alarm(this.ctx.storage);

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#place = parseNumberedName(state.id.name ?? "");
    this.#load();
  }

  #load(): void {
    const { sql } = this.ctx.storage;
    this.#books = new VisitorBooks(sql);
    const { aliases, log, orders } = this.#books;
    const { account } = this.#place;
    this.#handOver = new HandOver({ env: this.env, account, aliases, log, orders });
    this.#forwarding = forwarding(this.env, sql, () => this.#books.log, this.#place);
    // An object that just woke does not know its receivers.
    this.#forwarding.askAgain();
  }

  /**
   * Stores events, all or none.
   *
   * @param text JSON of a list of events: structured clone of the same costs about twice the time
   * @returns how many were new
   */
  async record(text: string): Promise<number> {
    // Nobody else writes these texts.
    const events = JSON.parse(text) as TestCycleEvent[];
    const { mine, owned } = this.#handOver.part(events);
    const fresh = this.#wholly(() => this.#books.log.append(mine));
    await this.#settle();
    return owned.length > 0 ? fresh + (await this.#handOver.record(owned)) : fresh;
  }

  /** Stores events of consumers, whatever else their names may be; as `record` does. */
  async recordOwned(text: string): Promise<number> {
    const events = JSON.parse(text) as TestCycleEvent[];
    const fresh = this.#wholly(() => this.#books.log.append(events));
    await this.#settle();
    return fresh;
  }

  /** Stores copies of events that came under an alias; as `record` does. */
  adopt(text: string): number {
    const events = JSON.parse(text) as TestCycleEvent[];
    return this.#wholly(() => this.#books.log.append(events, true));
  }

  /** A visitor of this shard is known to be a consumer: hands over what there is, now and from now on. */
  async link(alias: string, owner: string, now: number): Promise<void> {
    if (alias === owner) return;
    this.#books.aliases.link(alias, owner, now);
    await this.#runHandOver(now);
    await this.#settle();
  }

  /**
   * The model of a visitor: the first of the period's that was given, else the one that is drawn now, which
   * is noted. It is drawn by the consumer whose alias the visitor is known to be, as decisions draw it.
   *
   * @param holdout of the period's case
   * @returns the model's id; null for a visitor who is held out: nothing is noted of them
   */
  async assign(
    period: AssigningPeriod,
    asked: Assignee,
    holdout?: Holdout,
  ): Promise<string | null> {
    const [owned] = this.#handOver.part([asked]).owned;
    if (!owned) return this.assignOwned(period, asked, holdout);
    const shard = testCycleShard(this.env, this.#place.account, owned.visitor);
    return shard.assignOwned(period, owned, holdout);
  }

  /** As `assign`, of a consumer, whatever else its name may be. */
  async assignOwned(
    period: AssigningPeriod,
    asked: Assignee,
    holdout?: Holdout,
  ): Promise<string | null> {
    const given = this.#books.log.modelOf(period, asked.visitor);
    if (given !== undefined) return given;
    if (holdout && isInHoldout(this.env.NEXTMOVE_ROOT_KEY, holdout, asked.visitor)) return null;
    const drawn = assignModel(period, asked.visitor);
    this.#wholly(() => this.#books.log.append([assignmentOf(period, drawn, asked)]));
    await this.#settle();
    return drawn.modelId;
  }

  /** Takes what the ledger says of visitors' orders. */
  async hear(statements: readonly Statement[]): Promise<void> {
    const { mine, owned } = this.#handOver.part(statements);
    this.hearOwned(mine);
    if (owned.length > 0) await this.#handOver.tell(owned);
  }

  /** Takes what the ledger says of consumers' orders, whatever else their names may be. */
  hearOwned(statements: readonly Statement[]): void {
    this.#wholly(() => this.#books.orders.hear(statements));
  }

  /** What the ledger said of a visitor's orders. */
  orders(visitor: string): Statement[] {
    return this.#books.orders.of(visitor);
  }

  /** Tracking ids of this shard that are known to be a consumer's. */
  aliasesOf(consumer: string): string[] {
    return this.#books.aliases.of(consumer);
  }

  /** Asks to work on a request of this shard's: see `AnswerBook.begin`. @param key of the request */
  beginAnswer(key: string, fingerprint: string, now: number): GivenAnswer | null {
    return this.#books.answers.begin(key, fingerprint, now);
  }

  /** Keeps an Idempotency-Key for what came with it first: see `AnswerBook.keep`. */
  async keepKey(key: string, fingerprint: string, now: number): Promise<boolean> {
    const isTheirs = this.#books.answers.keep(key, fingerprint, now);
    await this.#schedule();
    return isTheirs;
  }

  async endAnswer(key: string, given: GivenAnswer, now: number): Promise<void> {
    this.#books.answers.end(key, given, now);
    await this.#schedule();
  }

  /** Keeps events that were rejected. */
  async reject(rejections: readonly Rejection[]): Promise<void> {
    this.#wholly(() => this.#books.rejections.note(rejections));
    // They are forgotten long before what the alarm is set for.
    await this.#schedule();
  }

  /** How many events were rejected, and the latest. */
  rejected(): { count: number; latest: KeptRejection[] } {
    return { count: this.#books.rejections.count, latest: this.#books.rejections.latest() };
  }

  /** Events of a visitor that were rejected. */
  rejectedOf(visitor: string): KeptRejection[] {
    return this.#books.rejections.latest(visitor);
  }

  /** What is held of a visitor, a page of it. */
  page(visitor: string, place: string): VisitorPage {
    return this.#books.log.page(visitor, place);
  }

  /**
   * What the visitors after one came to in a period, a page of it.
   *
   * @param upTo of the page before; of the first one null
   */
  summarise(frame: Frame, after: string, upTo: number | null): SummaryPage {
    return this.#books.summarise(frame, after, upTo);
  }

  /** Forgets some of what is held of a visitor; whether there was any. */
  async erase(visitor: string): Promise<boolean> {
    const erased = this.#wholly(() => this.#books.erase(visitor));
    // What is on its way to a sink has to be there when the sinks forget it.
    await this.#forwarding.idle();
    return erased;
  }

  /** Events after a number, in their order of arrival. */
  eventsAfter(seq: number, limit: number): Placed[] {
    return this.#books.log.after(seq, limit);
  }

  rowsWritten(): number {
    return this.#books.log.rowsWritten;
  }

  /** Does what is due: also what the alarm does. */
  async runDue(now: number): Promise<void> {
    this.#wholly(() => this.#books.forget(now));
    await this.#forwarding.run(now).catch(() => undefined);
    await this.#runHandOver(now);
    await this.#schedule();
  }

  /** The account's sinks have changed: the next alarm, soon, tells the new ones what they are to have. */
  async sinksChanged(): Promise<void> {
    forgetAccount(this.#place.account);
    this.#forwarding.askAgain();
    await this.#schedule();
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(() => this.runDue(clockNow()));
  }

  /** What fails is tried again at the next alarm. */
  #runHandOver(now: number): Promise<void> {
    return this.#handOver.run(now).catch(() => undefined);
  }

  #wholly<Value>(action: () => Value): Value {
    return wholly(this.ctx.storage, action, () => this.#load());
  }

  /** After a change: the alarm there is serves, unless something is due before it. */
  async #settle(): Promise<void> {
    const due = earliest([this.#forwarding.dueAt, this.#handOver.dueAt]);
    const { at } = this.#alarm;
    if (at === null || (due !== null && due < at)) await this.#schedule();
  }

  async #schedule(): Promise<void> {
    await this.#alarm.setFor(
      earliest([this.#forwarding.dueAt, this.#handOver.dueAt, this.#books.forgetAt]),
    );
  }
}
