import type { Explanation, RecommendedItem } from "@nextmove/contract";
import { HEAD_SPACE } from "@nextmove/engine";
import { failure, type Failure } from "../../../http/problems.ts";
import { fail, ok, type Result } from "../../../result.ts";
import { earliest } from "../../alarm-schedule.ts";
import { loggedProbability, loggedScore } from "../../../decision-log/logged-digits.ts";
import { teaches } from "../../../decision-log/teaches.ts";
import type { Because, DecisionBody } from "../../../decision-log/events.ts";
import type { Items } from "../items/items.ts";
import type { SharedVisits } from "../learning/shared-visits.ts";
import type { Deed, Recommended, RecommendItem } from "../../../protocol/catalog/calls.ts";
import { salePriceOf } from "../lists/effective-price.ts";
import { Learner } from "../learning/learner.ts";
import { discreetPhrase, phrase } from "../lists/phrase.ts";
import { type Listed, makeList, productOfPage } from "../lists/make-list.ts";
import type { RewardBatch } from "../../../decision-log/place-lessons.ts";
import { type Deliver, RecommendationLog } from "./recommendation-log.ts";
import { Shelf } from "../lists/shelf.ts";
import { Trails } from "./trails.ts";

/** A shard that did not take its recommendations is asked again. */
const RETRY_AFTER_MS = 10_000;

/** How likely each product was to come where it is, given those before it. */
const explanationOf = ({
  mode,
  model,
  space,
  order,
  probabilities,
  scores,
}: DecisionBody): Explanation => ({
  mode,
  model_version: model,
  feature_space: space,
  actions: order.map((action, place) => ({
    action,
    probability: probabilities[place] ?? 1,
    score: scores[place] ?? 0,
  })),
});

const reasonsOf = (listed: readonly { candidate: Listed }[]): Because[] =>
  listed.map(({ candidate: { reason, because } }) =>
    because === null ? [reason] : [reason, because],
  );

/** Of a list that was made without reasons and is asked for again with them: what is true of all. */
const UNASKED: Because = ["range"];

/** A list for a request: a new one, or what was stored of it. */
interface MadeList {
  item: RecommendItem;
  body: DecisionBody;
  isNew: boolean;
}

/**
 * The recommendations of a case. Everything here but the delivery is synchronous: what one call does
 * is one transaction.
 */
export class Recommending {
  readonly #log: RecommendationLog;
  readonly #shelf: Shelf;
  readonly #trails = new Trails();
  /** What is learned, which a replica takes over and hears of. */
  readonly learner: Learner;

  constructor(sql: SqlStorage, items: () => Items, visits: SharedVisits) {
    this.#log = new RecommendationLog(sql);
    this.#shelf = new Shelf(items);
    this.learner = new Learner(sql, this.#shelf, items, visits);
  }

  get rowsWritten(): number {
    return this.#log.rowsWritten + this.learner.rowsWritten;
  }

  /** Makes a list, and learns from the visit; a request sent again has one. It is `keep` that stores and answers. */
  make(item: RecommendItem): MadeList {
    const before = this.#log.findEarly(item.queryId, item.now);
    if (before) return { item, body: before, isNew: false };
    const { visit, consumerId, test, now } = item;
    const { recommender, head } = this.learner;
    const product = productOfPage(recommender, this.#shelf, visit.pageId);
    const visitor = test ? consumerId : this.#visitorOf(item, product);
    if (visitor !== undefined && !test) this.learner.learnVisit(visitor, visit, product, now);
    const search = visit.searches.at(-1);
    const { kind, mode, listed } = makeList(recommender, head, this.#shelf, item, visitor);
    const features = listed.flatMap((one) => one.features ?? []);
    const body: DecisionBody = {
      at: now,
      request: item.requestId,
      fingerprint: item.fingerprint,
      ...(consumerId === undefined ? {} : { consumer: consumerId }),
      ...(item.aliases === undefined ? {} : { aliases: item.aliases }),
      observation: item.observation,
      order: listed.map(({ candidate }) => candidate.item),
      probabilities: listed.map(({ probability }) => loggedProbability(probability)),
      scores: listed.map(({ candidate }) => loggedScore(candidate.score)),
      mode,
      model: head.version,
      space: HEAD_SPACE,
      activation: item.activation,
      recommended: {
        kind,
        ...(search === undefined ? {} : { search }),
        ...(item.expand ? { reasons: reasonsOf(listed) } : {}),
        // Nothing is learned from visitors who are not known, as with their views.
        ...(visitor === undefined || !teaches(mode) || features.length === 0
          ? {}
          : { taught: { features, range: item.rewardRange } }),
      },
      terms: [],
    };
    return { item, body, isNew: true };
  }

  /** Stores a list once: a request sent again gets the first answer. */
  keep({ item, body, isNew }: MadeList): Result<Recommended, Failure> {
    if (!isNew) return this.#replay(body, item);
    if (this.#log.append(item.queryId, body)) return ok(this.#answer(body, item, false));
    const stored = this.#log.find(item.queryId);
    if (!stored) throw new Error("the log refused a list that it does not hold");
    return this.#replay(stored, item);
  }

  learn(visitor: string, deeds: readonly Deed[], now: number): void {
    this.learner.learnDeeds(visitor, deeds, now);
  }

  /** Takes what a shard's lists have brought; says up to where its log has been learned. */
  learnRewards(batch: RewardBatch, now: number): number {
    return this.learner.learnRewards(batch, now);
  }

  /** Whether the case has something to recommend, or was asked to. */
  get isUsed(): boolean {
    return !this.#shelf.isEmpty || this.learner.isUsed;
  }

  /** These items of the feed were changed. */
  changed(ids: readonly string[]): void {
    this.#shelf.forget(ids);
    this.learner.describeThese(ids);
  }

  /** The feed is another one. */
  replaced(): void {
    this.#shelf.forgetAll();
    this.learner.describeAnew();
  }

  /** Reads some of what the first answer did not wait for; whether there is more. */
  readSome(): boolean {
    return this.learner.readSome();
  }

  /** See `RecommendationLog.forgetConsumer`. */
  forgetConsumer(consumer: string, place: string): string | null {
    return this.#log.forgetConsumer(consumer, place);
  }

  deliver(send: Deliver): Promise<void> {
    return this.#log.deliver(send);
  }

  /** Whether the shards have all lists. */
  get isDelivered(): boolean {
    return this.#log.isDelivered;
  }

  /** When there is something to do, or null. */
  dueAt(now: number): number | null {
    const { forgetAt } = this.#log;
    return earliest([
      this.learner.saveAt,
      this.#log.isDelivered ? null : now + RETRY_AFTER_MS,
      forgetAt !== null && forgetAt <= now ? now + RETRY_AFTER_MS : forgetAt,
    ]);
  }

  /** Stores what was learned, and forgets what is over. */
  tidy(now: number): void {
    this.learner.save();
    this.#log.checkpoint();
    this.#log.forget(now);
  }

  /** The visitor, as far as views tell visitors apart; undefined when nothing is known of them. */
  #visitorOf(
    { queryId, consumerId, visit, isTrusted }: RecommendItem,
    product: string | undefined,
  ): string | undefined {
    if (consumerId !== undefined || !isTrusted) return consumerId;
    const { pageId, viewed, basket, bought } = visit;
    const isOnIt = product === undefined || viewed.at(-1) === product;
    const all = isOnIt ? viewed : [...viewed, product];
    if (all.length + basket.length + bought.length === 0) return undefined;
    const isElsewhere = pageId !== undefined && product === undefined;
    return this.#trails.follow(all, `query ${queryId}`, isElsewhere);
  }

  #replay(before: DecisionBody, item: RecommendItem): Result<Recommended, Failure> {
    const isSame = before.fingerprint === item.fingerprint;
    const isRefused = this.#log.isRefused(item.queryId);
    if (isSame && !isRefused) return ok(this.#answer(before, item, true));
    const message = isRefused
      ? "actions were ranked under this query_id before"
      : "this query_id was answered before with another consumer, state, products, kind or limit";
    return fail(failure("query_id_conflict", message, "query_id"));
  }

  #answer(
    body: DecisionBody,
    { queryId, expand, discreet, explain, now }: RecommendItem,
    replay: boolean,
  ): Recommended {
    const { order: actions, scores, recommended } = body;
    // Others of its call were made since it was.
    this.#shelf.beginList();
    const itemAt = (id: string, place: number): RecommendedItem => {
      const item = this.#shelf.find(id);
      const sale = item && salePriceOf(item, now);
      const [reason, because] = recommended?.reasons?.[place] ?? UNASKED;
      const name =
        because === undefined ? undefined : (this.#shelf.find(because)?.title ?? because);
      return {
        id,
        score: scores[place] ?? 0,
        reason: discreet ? discreetPhrase(reason) : phrase(reason, name, recommended?.search),
        ...(item?.title === undefined ? {} : { title: item.title }),
        ...(item?.link === undefined ? {} : { link: item.link }),
        ...(item?.image_link === undefined ? {} : { image_link: item.image_link }),
        ...(item?.price === undefined ? {} : { price: item.price }),
        ...(sale === undefined ? {} : { sale_price: sale }),
      };
    };
    return {
      queryId,
      kind: recommended?.kind ?? "session",
      actions,
      items: expand ? actions.map(itemAt) : undefined,
      explanation: explain ? explanationOf(body) : undefined,
      replay,
    };
  }
}
