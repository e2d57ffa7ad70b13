import { DurableObject } from "cloudflare:workers";
import type { FeedProblems, FeedStatus } from "@nextmove/contract";
import { takePulled } from "../../feed/taking/take-pulled.ts";
import { now as clockNow } from "../../clock.ts";
import type { Failure } from "../../http/problems.ts";
import type { Result } from "../../result.ts";
import { Alarm } from "../alarm.ts";
import { earliest } from "../alarm-schedule.ts";
import { parseCaseModelName } from "../names.ts";
import { wholly } from "../wholly.ts";
import { Recommending } from "./recommending/recommending.ts";
import { ListCallReader, writeList } from "./recommending/list-text.ts";
import { deliver } from "./recommending/deliver.ts";
import type { RewardBatch } from "./recommending/place-lessons.ts";
import type { Deed } from "./recommending/learner.ts";
import type { ItemsPage, ItemsPlace } from "./answers.ts";
import { FeedParts } from "./feed-parts.ts";
import { type BegunFeed, Feeds, type Finished } from "./feeds.ts";
import type { BegunPart, Part } from "./parts.ts";
import { type PullOrder, Pulls } from "./pulls.ts";
import type { Batch, FeedRequest, Staged, Totals } from "./uploads.ts";

/**
 * Answers gather for so long, so that a shard takes many in a call and a commit. A reward that comes
 * sooner waits in its shard; after a crash the alarm delivers.
 */
const GATHER_MS = 100;

/** What a case has to offer: the items of its feed. Wiring only. */
export class Catalog extends DurableObject<Env> {
  #feeds!: Feeds;
  #recommending!: Recommending;
  #parts!: FeedParts;
  #pulls!: Pulls;
  #isPulling = false;
  readonly #alarm = new Alarm(this.ctx.storage);
  readonly #lists = new ListCallReader();
  /** When the last list was made. */
  #answeredAt = 0;
  #isGathering = false;
  #isDescribing = false;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#load();
  }

  #load(): void {
    const { sql } = this.ctx.storage;
    const feeds = new Feeds(sql);
    this.#feeds = feeds;
    this.#parts = new FeedParts(sql, feeds);
    this.#pulls = new Pulls(sql);
    this.#recommending = new Recommending(sql, () => feeds.items);
  }

  async begin(request: FeedRequest, now: number): Promise<Result<BegunFeed, Failure>> {
    const begun = this.#wholly(() => this.#feeds.begin(request, now));
    await this.#schedule(now);
    return begun;
  }

  stage(id: string, batch: Batch, now: number): Result<Staged, Failure> {
    const { revision } = this.#feeds;
    const staged = this.#wholly(() => this.#feeds.stage(id, batch, now));
    if (this.#feeds.revision !== revision) this.#recommending.changed(batch.ids);
    return staged;
  }

  async finish(
    id: string,
    totals: Totals,
    isForced: boolean,
    now: number,
    content: string | null = null,
  ): Promise<Result<Finished, Failure>> {
    const contents = { 1: content };
    return this.#taken(now, () => this.#feeds.finish(id, totals, isForced, now, contents));
  }

  async beginPart(
    request: FeedRequest,
    n: number,
    now: number,
  ): Promise<Result<BegunPart, Failure>> {
    const begun = this.#wholly(() => this.#parts.begin(request, n, now));
    await this.#schedule(now);
    return begun;
  }

  endPart(id: string, n: number, part: Part, now: number): Result<number, Failure> {
    return this.#wholly(() => this.#parts.end(id, n, part, now));
  }

  async complete(
    id: string,
    last: number | null,
    isForced: boolean,
    now: number,
  ): Promise<Result<Finished, Failure>> {
    return this.#taken(now, () => this.#parts.complete(id, last, isForced, now));
  }

  /** Notes a feed to be fetched; if it was taken before, what became of it. */
  async order(order: PullOrder, now: number): Promise<Result<Finished | null, Failure>> {
    const before = this.#feeds.takenBefore(order.request);
    if (!before.ok || before.value) return before;
    const accepted = this.#wholly(() => this.#pulls.accept(order, now));
    await this.#schedule(now);
    return accepted;
  }

  async abort(id: string, now: number): Promise<void> {
    this.#wholly(() => this.#feeds.abort(id));
    await this.#schedule(now);
  }

  /** One call a recommendation, see `recommendFrom`: what is to be done after the answer is. */
  async serveList(settings: string, request: string): Promise<string> {
    const item = this.#lists.read(settings, request);
    const recommended = this.#wholly(() => this.#recommending.recommend(item));
    this.#answeredAt = item.now;
    if (!this.#isGathering) this.ctx.waitUntil(this.#afterAnswers());
    await this.#schedule(item.now);
    return writeList(recommended);
  }

  /** What a visitor's pages reported, each thing once. False: the case does not recommend. */
  async learn(visitor: string, deeds: Deed[], now: number): Promise<boolean> {
    if (!this.#recommending.isUsed) return false;
    this.#wholly(() => this.#recommending.learn(visitor, deeds, now));
    await this.#schedule(now);
    return true;
  }

  /**
   * Takes what recommended products have brought, from a shard's log; each part of it once. Says up to
   * where that has been learned: the shard goes on from there.
   */
  async learnRewards(batch: RewardBatch, now: number): Promise<number> {
    const acknowledged = this.#wholly(() => this.#recommending.learnRewards(batch, now));
    await this.#schedule(now);
    return acknowledged;
  }

  /** Takes a consumer's name off what was recommended to them. */
  async forgetConsumer(consumer: string, now: number): Promise<void> {
    // What is on its way to the shards carries the name, too: who erases asks them next.
    await this.#deliver(now);
    this.#recommending.forgetConsumer(consumer);
  }

  status(now: number): FeedStatus {
    const { caseId } = parseCaseModelName(this.ctx.id.name ?? "");
    return { ...this.#feeds.status(caseId, now), pull: this.#pulls.status };
  }

  page(
    cursor: (ItemsPlace & { generation: number }) | null,
    limit: number = Infinity,
  ): ItemsPage | null {
    return this.#feeds.page(cursor, limit);
  }

  /** The items of these ids, as JSON texts. */
  find(ids: string[]): string[] {
    return this.#feeds.items.find(ids);
  }

  problems(after: number): FeedProblems {
    return this.#feeds.problems(after);
  }

  rowsWritten(): number {
    return this.#feeds.rowsWritten + this.#parts.rowsWritten + this.#recommending.rowsWritten;
  }

  /** Does what is due: also what the alarm does. */
  async runDue(now: number): Promise<void> {
    await this.#tidy(now);
    await this.#pull(now);
  }

  async #tidy(now: number): Promise<void> {
    await this.#deliver(now);
    this.#wholly(() => {
      this.#feeds.tidy(now);
      this.#parts.tidy();
      this.#recommending.tidy(now);
    });
    await this.#schedule(now);
  }

  async wipe(): Promise<void> {
    await this.ctx.storage.deleteAll();
    this.#alarm.gone();
    this.#load();
  }

  override async alarm(): Promise<void> {
    const now = clockNow();
    await this.#alarm.ring(() => this.#tidy(now));
    // Not waited for: no other alarm comes before this one is over.
    this.ctx.waitUntil(this.#pull(now));
  }

  /** Fetches the feed that was ordered. After a crash the alarm comes here again. */
  async #pull(now: number): Promise<void> {
    if (this.#isPulling) return;
    const order = this.#wholly(() => this.#pulls.begin(now));
    if (!order) return;
    this.#isPulling = true;
    try {
      const pace = { now: clockNow, rest: () => scheduler.wait(0) };
      const taken = await takePulled(this, order, pace, (url, init) => fetch(url, init));
      if (taken.ok) this.#pulls.end();
      else this.#pulls.fail(taken.error);
    } finally {
      this.#isPulling = false;
      await this.#schedule(clockNow());
    }
  }

  async #afterAnswers(): Promise<void> {
    this.#isGathering = true;
    await Promise.all([this.#describe(), scheduler.wait(GATHER_MS)]);
    this.#isGathering = false;
    await this.#deliver(this.#answeredAt);
  }

  /** What does not arrive is sent again by the alarm. */
  async #deliver(now: number): Promise<void> {
    const place = parseCaseModelName(this.ctx.id.name ?? "");
    await this.#recommending
      .deliver((events) => deliver(this.env, place, events, now))
      .catch(() => undefined);
  }

  /** Describes the feed a page at a time: requests come in between. */
  async #describe(): Promise<void> {
    if (this.#isDescribing) return;
    this.#isDescribing = true;
    try {
      while (this.#recommending.describeSome()) await scheduler.wait(0);
    } finally {
      this.#isDescribing = false;
    }
  }

  async #taken<Value>(now: number, take: () => Value): Promise<Value> {
    const { revision } = this.#feeds;
    const finished = this.#wholly(take);
    if (this.#feeds.revision !== revision) this.#recommending.replaced();
    await this.#schedule(now);
    return finished;
  }

  #wholly<Value>(action: () => Value): Value {
    return wholly(this.ctx.storage, action, () => this.#load());
  }

  async #schedule(now: number): Promise<void> {
    const due = earliest([
      this.#feeds.tidyAt(now),
      this.#recommending.dueAt(now),
      this.#pulls.dueAt,
    ]);
    await this.#alarm.setFor(due);
  }
}
