import { DurableObject } from "cloudflare:workers";
import type { FeedProblems, FeedStatus } from "@nextmove/contract";
import { forgetAccount } from "../../protocol/account/account-directory.ts";
import { failureOf } from "../../http/failure-of.ts";
import type { Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import { CASE_DELETED } from "../case-deleted.ts";
import { SharedCommit } from "../shared-commit.ts";
import type { ItemsPage, ItemsPlace } from "./feeds/answers.ts";
import { Assembly } from "./assembly.ts";
import type {
  Batch,
  BegunFeed,
  BegunPart,
  FeedRequest,
  Finished,
  Part,
  PullOrder,
  Staged,
  Totals,
} from "../../feed/taking/calls.ts";
import type { Deed, Recommended, RecommendItem } from "../../protocol/catalog/calls.ts";
import { ListCallReader } from "../../protocol/catalog/list-text.ts";
import type { RewardBatch } from "../../decision-log/place-lessons.ts";
import type * as Protocol from "../../protocol/catalog/replicas.ts";
import { wantedReplicas } from "./replicas/wanted-replicas.ts";

/** What a case has to offer: the items of its feed; or a replica of that. Only its calls are here. */
export class Catalog extends DurableObject<Env> {
  readonly #all = new Assembly(this.ctx, this.env, this);
  readonly #lists = new ListCallReader();
  readonly #commit = new SharedCommit();

  async begin(request: FeedRequest, now: number): Promise<Result<BegunFeed, Failure>> {
    if (await this.#all.isGone(now)) return CASE_DELETED;
    return this.#all.changing(now, () => this.#all.feeds.begin(request, now));
  }

  stage(id: string, batch: Batch, now: number): Promise<Result<Staged, Failure>> {
    return this.#all.changing(now, () => this.#all.feeds.stage(id, batch, now), batch.ids);
  }

  finish(
    id: string,
    totals: Totals,
    isForced: boolean,
    now: number,
    content: string | null = null,
  ): Promise<Result<Finished, Failure>> {
    const finish = () => this.#all.feeds.finish(id, totals, isForced, now, { 1: content });
    return this.#all.changing(now, finish);
  }

  async beginPart(
    request: FeedRequest,
    n: number,
    now: number,
  ): Promise<Result<BegunPart, Failure>> {
    if (await this.#all.isGone(now)) return CASE_DELETED;
    return this.#all.changing(now, () => this.#all.parts.begin(request, n, now));
  }

  endPart(id: string, n: number, part: Part, now: number): Promise<Result<number, Failure>> {
    return this.#all.changing(now, () => this.#all.parts.end(id, n, part, now));
  }

  complete(
    request: Pick<FeedRequest, "id" | "validateOnly">,
    last: number | null,
    isForced: boolean,
    now: number,
  ): Promise<Result<Finished, Failure>> {
    return this.#all.changing(now, () => this.#all.parts.complete(request, last, isForced, now));
  }

  /** Notes a feed to be fetched; if it was taken before, what became of it. */
  async order(order: PullOrder, now: number): Promise<Result<Finished | null, Failure>> {
    if (await this.#all.isGone(now)) return CASE_DELETED;
    const before = this.#all.feeds.takenBefore(order.request);
    if (!before.ok || before.value) return before;
    return this.#all.changing(now, () => this.#all.pulls.accept(order, now));
  }

  abort(id: string, now: number): Promise<void> {
    return this.#all.changing(now, () => this.#all.feeds.abort(id));
  }

  /** Lists, see `recommendFrom`, in the order of the requests: what is to be done after they are answered is. */
  async serveLists(settings: string, requests: string): Promise<string> {
    const others = this.#commit.join(Date.now());
    if (others) await others;
    const standIn = this.#all.siblings.standIn();
    if (standIn) return standIn.serveLists(settings, requests);
    const items = this.#lists.read(settings, requests);
    const now = Math.max(...items.map((item) => item.now));
    const isGone = this.#all.closing.isClosed && (await this.#all.isGone(now));
    if (isGone) return JSON.stringify(items.map(() => CASE_DELETED));
    const lists = this.#recommendAll(items);
    await this.#all.scheduleList(now);
    return JSON.stringify(lists);
  }

  /** What a visitor's pages reported, each thing once. False: the case does not recommend. */
  async learn(visitor: string, deeds: Deed[], now: number): Promise<boolean> {
    const standIn = this.#all.siblings.standIn();
    if (standIn) return standIn.learn(visitor, deeds, now);
    if (await this.#all.isGone(now)) return false;
    if (!this.#all.recommending.isUsed) return false;
    this.#all.wholly(() => this.#all.recommending.learn(visitor, deeds, now));
    await this.#all.schedule(now);
    return true;
  }

  /**
   * Takes what recommended products have brought, from a shard's log; each part of it once. Says up to
   * where that has been learned: the shard goes on from there.
   */
  async learnRewards(batch: RewardBatch, now: number): Promise<number> {
    if (await this.#all.isGone(now)) return batch.toSeq;
    const acknowledged = this.#all.wholly(() => this.#all.recommending.learnRewards(batch, now));
    await this.#all.schedule(now);
    return acknowledged;
  }

  /** Takes a consumer's name off a page of what was recommended to them: see forget-page.ts. */
  async forgetConsumer(consumer: string, place: string, now: number): Promise<string | null> {
    return this.#all.forgetPage(consumer, place, now);
  }

  status(now: number): FeedStatus {
    const { feeds, pulls, siblings, place } = this.#all;
    const status = feeds.generations.status(place.caseId, now);
    return { ...status, pull: pulls.status, replicas: siblings.standing };
  }

  page(
    cursor: (ItemsPlace & { generation: number }) | null,
    limit: number = Infinity,
  ): ItemsPage | null {
    return this.#all.feeds.generations.page(cursor, limit);
  }

  /** The items of these ids, as JSON texts. */
  find(ids: string[]): string[] {
    return this.#all.feeds.generations.current.find(ids);
  }

  problems(after: number): FeedProblems {
    return this.#all.feeds.generations.problems(after);
  }

  /** First only: a replica tells and is told, see following.ts. */
  async meet(meeting: Protocol.Meeting, now: number): Promise<Protocol.Met> {
    const wanted = await wantedReplicas(this.env, this.#all.place, now);
    const met = this.#all.wholly(() => this.#all.siblings.meet(meeting, wanted, now));
    await this.#all.schedule(now);
    return met;
  }

  /** First only: a stretch of the feed. */
  feedFrom(place: Protocol.FeedPlace): Protocol.FeedStretch {
    return this.#all.feeds.generations.stretchFrom(place);
  }

  /** First only: a stretch of what was learned. */
  learnedFrom(place: Protocol.LearnedPlace | null): Protocol.LearnedStretch {
    return this.#all.recommending.learner.learnedFrom(place);
  }

  /** First only: what was learned since a copy was begun. */
  learnedSince(mark: Protocol.CopyMark, now: number): Protocol.LearnedRest | null {
    return this.#all.wholly(() => this.#all.recommending.learner.learnedSince(mark, now));
  }

  /** First only: the case has another number of replicas. */
  async replicasChanged(now: number): Promise<void> {
    forgetAccount(this.#all.place.account);
    const wanted = await wantedReplicas(this.env, this.#all.place, now);
    const invited = Array.from({ length: wanted }, (_, number) => number).slice(1);
    await this.#all.siblings.each((replica) => replica.heed(now), invited);
  }

  /** Replicas only: there is something new. */
  heed(now: number): void {
    this.#all.siblings.heed(now);
  }

  rowsWritten(): number {
    const { feeds, parts, recommending } = this.#all;
    return feeds.rowsWritten + parts.rowsWritten + recommending.rowsWritten;
  }

  /** Does what is due. */
  runDue(now: number): Promise<void> {
    return this.#all.runDue(now);
  }

  /** Forgets everything. @param deletion which one: see `Deletions` */
  wipe(deletion: number): Promise<void> {
    return this.#all.wipe(deletion);
  }

  override alarm(): Promise<void> {
    return this.#all.alarm();
  }

  /** All are made before the first is stored: what either needs is fetched into the processor once, then. */
  #recommendAll(items: readonly RecommendItem[]): Result<Recommended, Failure>[] {
    const make = (item: RecommendItem) =>
      this.#alone(item, () => ok(this.#all.recommending.make(item)));
    const asked = new Set<string>();
    const made = items.map((item) => {
      this.#all.afterLists.note(item.now);
      // Another under the same id finds the first one stored, and teaches nothing.
      if (asked.has(item.queryId)) return undefined;
      asked.add(item.queryId);
      return make(item);
    });
    return items.map((item, n) => {
      const list = made[n] ?? make(item);
      return list.ok ? this.#alone(item, () => this.#all.recommending.keep(list.value)) : list;
    });
  }

  /** What is thrown is one list's own failure: those that share its call are answered. */
  #alone<Value>(
    { requestId }: RecommendItem,
    work: () => Result<Value, Failure>,
  ): Result<Value, Failure> {
    try {
      return this.#all.withOneRow(work);
    } catch (error) {
      return fail(failureOf(error, requestId));
    }
  }
}
