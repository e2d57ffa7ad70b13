import { DurableObject } from "cloudflare:workers";
import type { FeedProblems, FeedStatus } from "@nextmove/contract";
import { takePulled } from "../../feed/taking/take-pulled.ts";
import { now as clockNow } from "../../clock.ts";
import type { Failure } from "../../http/problems.ts";
import type { Result } from "../../result.ts";
import { forgetAccount } from "../../auth/account-directory.ts";
import { Alarm } from "../alarm.ts";
import { earliest } from "../alarm-schedule.ts";
import { parseCatalogName } from "../names.ts";
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
import { SharedVisits } from "./replicas/shared-visits.ts";
import { Following } from "./replicas/following.ts";
import type {
  CopyMark,
  FeedPlace,
  FeedStretch,
  LearnedPlace,
  LearnedRest,
  LearnedStretch,
  Meeting,
  Met,
} from "./replicas/protocol.ts";
import { Replicas } from "./replicas/replicas.ts";
import { Siblings } from "./replicas/siblings.ts";
import { wantedReplicas } from "./replicas/wanted-replicas.ts";
import { type CatalogStub, catalogOf } from "./stub.ts";
import type { Batch, FeedRequest, Staged, Totals } from "./uploads.ts";

/**
 * Answers gather for so long, so that a shard takes many in a call and a commit. A reward that comes
 * sooner waits in its shard; after a crash the alarm delivers.
 */
const GATHER_MS = 100;

/** What a case has to offer: the items of its feed; or a replica of that. Wiring only. */
export class Catalog extends DurableObject<Env> {
  readonly #place: ReturnType<typeof parseCatalogName>;
  #feeds!: Feeds;
  #recommending!: Recommending;
  #parts!: FeedParts;
  #pulls!: Pulls;
  /** Of the first: who follows it. */
  #replicas!: Replicas;
  /** Of a replica: how it follows the first. */
  #following: Following | undefined;
  #siblings!: Siblings;
  #isPulling = false;
  readonly #alarm = new Alarm(this.ctx.storage);
  readonly #lists = new ListCallReader();
  /** When the last list was made. */
  #answeredAt = 0;
  #isGathering = false;
  #isDescribing = false;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#place = parseCatalogName(state.id.name ?? "");
    this.#load();
  }

  #load(): void {
    const { sql } = this.ctx.storage;
    const feeds = new Feeds(sql);
    this.#feeds = feeds;
    this.#parts = new FeedParts(sql, feeds);
    this.#pulls = new Pulls(sql);
    const visits = new SharedVisits(sql, this.#place.replica);
    this.#recommending = new Recommending(sql, () => feeds.items, visits);
    const { learner } = this.#recommending;
    this.#replicas = new Replicas({ sql, visits, feeds, learner });
    this.#following?.close();
    this.#following = this.#place.replica > 0 ? this.#openFollowing(sql, visits) : undefined;
    this.#siblings = new Siblings({
      catalogAt: (replica) => this.#catalogAt(replica),
      replicas: this.#replicas,
      following: this.#following,
      schedule: (now) => this.#schedule(now),
      afterwards: (work) => this.ctx.waitUntil(work),
    });
  }

  #openFollowing(sql: SqlStorage, visits: SharedVisits): Following {
    return new Following({
      replica: this.#place.replica,
      sql,
      first: () => this.#catalogAt(0),
      visits,
      feeds: this.#feeds,
      recommending: this.#recommending,
      wholly: (change) => this.#wholly(change),
      leave: (now) => this.#leave(now),
    });
  }

  async begin(request: FeedRequest, now: number): Promise<Result<BegunFeed, Failure>> {
    const begun = this.#wholly(() => this.#feeds.begin(request, now));
    await this.#schedule(now);
    return begun;
  }

  stage(id: string, batch: Batch, now: number): Result<Staged, Failure> {
    const { revision } = this.#feeds;
    const staged = this.#wholly(() => this.#feeds.stage(id, batch, now));
    if (this.#feeds.revision !== revision) {
      this.#recommending.changed(batch.ids);
      this.#siblings.tell(now);
    }
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
    const standIn = this.#siblings.standIn();
    if (standIn) return standIn.serveList(settings, request);
    const item = this.#lists.read(settings, request);
    const recommended = this.#wholly(() => this.#recommending.recommend(item));
    this.#answeredAt = item.now;
    if (!this.#isGathering) this.ctx.waitUntil(this.#afterAnswers());
    await this.#schedule(item.now);
    return writeList(recommended);
  }

  /** What a visitor's pages reported, each thing once. False: the case does not recommend. */
  async learn(visitor: string, deeds: Deed[], now: number): Promise<boolean> {
    const standIn = this.#siblings.standIn();
    if (standIn) return standIn.learn(visitor, deeds, now);
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
    await this.#siblings.each((replica) => replica.forgetConsumer(consumer, now));
  }

  status(now: number): FeedStatus {
    const { status: pull } = this.#pulls;
    const { standing: replicas } = this.#replicas;
    return { ...this.#feeds.status(this.#place.caseId, now), pull, replicas };
  }

  /** Of the first: a replica tells and is told, see following.ts. */
  async meet(meeting: Meeting, now: number): Promise<Met> {
    const wanted = await wantedReplicas(this.env, this.#place, now);
    const met = this.#wholly(() => this.#replicas.meet(meeting, wanted, now));
    await this.#schedule(now);
    return met;
  }

  /** Of the first: a stretch of the feed. */
  feedFrom(place: FeedPlace): FeedStretch {
    return this.#feeds.stretchFrom(place);
  }

  /** Of the first: a stretch of what was learned. */
  learnedFrom(place: LearnedPlace | null): LearnedStretch {
    return this.#recommending.learner.learnedFrom(place);
  }

  /** Of the first: what was learned since a copy was begun. */
  learnedSince(mark: CopyMark, now: number): LearnedRest | null {
    return this.#wholly(() => this.#recommending.learner.learnedSince(mark, now));
  }

  /** Of the first: the case has another number of replicas. */
  async replicasChanged(now: number): Promise<void> {
    forgetAccount(this.#place.account);
    const wanted = await wantedReplicas(this.env, this.#place, now);
    const invited = Array.from({ length: wanted }, (_, number) => number).slice(1);
    await this.#siblings.each((replica) => replica.heed(now), invited);
  }

  /** Of a replica: there is something new. */
  heed(now: number): void {
    this.#siblings.heed(now);
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
    await this.#siblings.follow(now);
    // What one tells in the first round the others hear in the second.
    await this.#siblings.each((replica) => replica.runDue(now));
    await this.#siblings.each((replica) => replica.runDue(now));
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
    await this.#siblings.each((replica) => replica.wipe());
    // What is on its way would be written after the deletion.
    this.#following?.close();
    await this.#following?.idle();
    await this.#forget();
  }

  override async alarm(): Promise<void> {
    const now = clockNow();
    await this.#alarm.ring(() => this.#tidy(now));
    // Not waited for: no other alarm comes before this one is over.
    this.ctx.waitUntil(this.#pull(now));
    this.#siblings.onAlarm(now);
  }

  async #forget(): Promise<void> {
    // Nothing else may run before there are tables again.
    await this.ctx.blockConcurrencyWhile(async () => {
      await this.ctx.storage.deleteAll();
      this.#alarm.gone();
      this.#load();
    });
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

  #catalogAt(replica: number): CatalogStub {
    const { account, caseId } = this.#place;
    return catalogOf(this.env, account, caseId, replica);
  }

  /** A replica that is not wanted any more, or cannot be: false while its lists are not all delivered. */
  async #leave(now: number): Promise<boolean> {
    await this.#deliver(now);
    if (!this.#recommending.isDelivered) return false;
    await this.#forget();
    return true;
  }

  async #afterAnswers(): Promise<void> {
    this.#isGathering = true;
    await Promise.all([this.#describe(), scheduler.wait(GATHER_MS)]);
    this.#isGathering = false;
    await this.#deliver(this.#answeredAt);
  }

  /** What does not arrive is sent again by the alarm. */
  async #deliver(now: number): Promise<void> {
    await this.#recommending
      .deliver((events) => deliver(this.env, this.#place, events, now))
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
    if (this.#feeds.revision !== revision) {
      this.#recommending.replaced();
      this.#siblings.tell(now);
    }
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
      this.#siblings.dueAt(now),
    ]);
    await this.#alarm.setFor(due);
  }
}
