import type { KnownVisit } from "@nextmove/contract";
import type { Deed } from "../../../protocol/catalog/calls.ts";
import {
  createOutbox,
  type EventStretch,
  firstNeeded,
  firstReadPage,
  type Head,
  type ItemEvent,
  noteEvent,
  readOlderViews,
  recordEvent,
  type Recommender,
  type RecommenderPage,
  repeatStretch,
  restoreRecommender,
  takeChanges,
  takeStretches,
  visitorItems,
} from "@nextmove/engine";
import { type Items, parseItem } from "../items/items.ts";
import type { SharedVisits } from "./shared-visits.ts";
import type {
  CopyMark,
  LearnedPlace,
  LearnedRest,
  LearnedStretch,
} from "../../../protocol/catalog/replicas.ts";
import { Counted } from "./counted.ts";
import { describeFeedItem, describePage } from "./describe-feed.ts";
import { LearnedHead } from "./learned-head.ts";
import { LearnedPages } from "./learned-pages.ts";
import { RECOMMENDER_BOUNDS } from "./memory.ts";
import type { RewardBatch } from "../../../decision-log/place-lessons.ts";
import type { Shelf } from "../lists/shelf.ts";

/** What is learned is stored this long after the first of it: a crash loses at most that much. */
export const SAVE_AFTER_MS = 5_000;
/** Read of each list of a request; a visit has fewer. */
const LEARNED_PER_LIST = 50;
/**
 * Pages of the feed described before the first answer, and as soon as there is a new one, some 70 items
 * and 1.5 ms each; the others follow in between.
 */
const FIRST_PAGES = 20;
/** Where visits say what to recommend, and take their time to be read, descriptions wait for that answer. */
const MANY_VIEWS = 2 ** 16;
const FIRST_PAGES_BESIDE_VIEWS = 2;

/** The recommender of a case with what it learns from, and where that is stored. */
export class Learner {
  readonly #pages: LearnedPages;
  readonly #head: LearnedHead;
  readonly #shelf: Shelf;
  readonly #items: () => Items;
  /** What the Catalogs of the case tell each other, if there are others. */
  readonly #visits: SharedVisits;
  readonly #outbox = createOutbox();
  #isShared = false;
  #loaded: Recommender | undefined;
  readonly #counted = new Counted((visitor) => this.#countedBefore(visitor));
  #changedAt: number | null = null;
  #deleted = { views: 0, purchases: 0 };
  /** The page of the feed that is described next; null when all is. */
  #nextPage: number | null = 0;

  constructor(sql: SqlStorage, shelf: Shelf, items: () => Items, visits: SharedVisits) {
    this.#pages = new LearnedPages(sql);
    this.#head = new LearnedHead(sql);
    this.#shelf = shelf;
    this.#items = items;
    this.#visits = visits;
  }

  /** Restored at its first use: calls that only bring feeds do not pay for it. */
  get recommender(): Recommender {
    return this.#loaded ?? this.#load();
  }

  get rowsWritten(): number {
    return this.#pages.rowsWritten + this.#head.rowsWritten;
  }

  /** What rewards have taught. */
  get head(): Head {
    return this.#head.head;
  }

  /** Whether anybody was ever learned from. */
  get isUsed(): boolean {
    return this.#loaded !== undefined || !this.#pages.isEmpty;
  }

  /** Whether there are other Catalogs of the case: then they are told what visitors do. */
  share(isShared: boolean): void {
    this.#isShared = isShared;
  }

  /** Takes up what others recorded. */
  repeat(all: readonly EventStretch[], now: number): void {
    for (const visits of all) repeatStretch(this.recommender, visits);
    if (all.length > 0) this.#changedAt ??= now;
  }

  /** A stretch of what is stored, for a replica. */
  learnedFrom(place: LearnedPlace | null): LearnedStretch {
    return this.#pages.stretchFrom(place);
  }

  /** What has changed since a copy was begun, so that the copy is as of now; null: it cannot be told. */
  learnedSince(mark: CopyMark, now: number): LearnedRest | null {
    // Not all that others recorded is in the pages: it is added when they are read.
    if (!this.#loaded) this.#load();
    this.#changedAt ??= now;
    this.save();
    const pages = this.#pages.writtenSince(mark);
    return pages && { pages, taken: this.#visits.taken, head: this.#head.bytes };
  }

  /** Takes over some of what the first Catalog has learned, to be read once all of it is there. */
  takeCopy(pages: readonly RecommenderPage[]): void {
    this.#pages.write(pages);
  }

  replaceHead(bytes: Uint8Array, now: number): void {
    this.#head.replace(bytes);
    this.#changedAt ??= now;
  }

  /** The head's bytes, unless it has just this many lessons. */
  headUnlike(version: number): Uint8Array | null {
    return this.head.version === version ? null : this.#head.bytes;
  }

  /** When what was learned is to be stored, or null. */
  get saveAt(): number | null {
    return this.#changedAt === null ? null : this.#changedAt + SAVE_AFTER_MS;
  }

  /** Takes what a request says of a visit and was not counted before. */
  learnVisit(visitor: string, visit: KnownVisit, product: string | undefined, now: number): void {
    const viewed = product === undefined ? visit.viewed : [...visit.viewed, product];
    const lists = { view: viewed, basket: visit.basket, purchase: visit.bought } as const;
    for (const kind of ["view", "basket", "purchase"] as const) {
      for (const item of lists[kind].slice(-LEARNED_PER_LIST)) {
        if (!this.#isOurs(item)) continue;
        if (this.#counted.addFromState(visitor, kind, item)) this.#record(visitor, kind, item, now);
      }
    }
  }

  /** Takes what a visitor's pages reported, each thing once: the caller sees to that. */
  learnDeeds(visitor: string, deeds: readonly Deed[], now: number): void {
    for (const { kind, item } of deeds) {
      if (!this.#isOurs(item)) continue;
      if (this.#counted.addFromEvent(visitor, kind, item)) this.#record(visitor, kind, item, now);
    }
  }

  /** Takes what a shard's lists have brought; says up to where its log has been learned. */
  learnRewards(batch: RewardBatch, now: number): number {
    const acknowledged = this.#head.learn(batch, now);
    this.#changedAt ??= now;
    return acknowledged;
  }

  save(): void {
    if (this.#changedAt === null) return;
    this.#changedAt = null;
    this.#head.save();
    if (!this.#loaded) return;
    this.#pages.write(takeChanges(this.#loaded));
    // Also where nobody is told any more: else what others told is added again when this is read.
    this.#visits.save(takeStretches(this.#outbox));
    const needed = firstNeeded(this.#loaded);
    for (const kind of ["views", "purchases"] as const) {
      if (needed[kind] > this.#deleted[kind]) this.#pages.deleteBefore(kind, needed[kind]);
    }
    this.#deleted = needed;
  }

  /** Reads some of the older views, or else describes a page of the feed; whether there is more to do. */
  readSome(): boolean {
    return this.#readOlder() || this.#describePage();
  }

  #readOlder(): boolean {
    if (!this.#loaded) return false;
    const before = firstReadPage(this.#loaded);
    const pages = before === 0 ? [] : this.#pages.viewsBefore(before);
    if (pages.length > 0) readOlderViews(this.#loaded, pages);
    return pages.length > 0;
  }

  #describePage(): boolean {
    if (!this.#loaded || this.#nextPage === null) return false;
    this.#nextPage = describePage(this.#loaded, this.#items(), this.#nextPage, (item) =>
      this.#shelf.noteStock(item),
    );
    if (this.#nextPage === null) this.#shelf.stockIsKnown();
    return this.#nextPage !== null;
  }

  /** What the feed says of these has changed. */
  describeThese(ids: readonly string[]): void {
    if (!this.#loaded) return;
    for (const text of this.#items().find(ids)) {
      const item = parseItem(text);
      describeFeedItem(this.#loaded, item);
      this.#shelf.noteStock(item);
    }
  }

  /** The feed is another one. */
  describeAnew(): void {
    this.#nextPage = 0;
    this.#describeFirst();
  }

  #load(): Recommender {
    const recommender = restoreRecommender(RECOMMENDER_BOUNDS, this.#pages.read());
    this.#loaded = recommender;
    for (const visits of this.#visits.untaken()) repeatStretch(recommender, visits);
    this.#describeFirst();
    return recommender;
  }

  #describeFirst(): void {
    const isLarge = (this.#loaded?.views.newest ?? 0) > MANY_VIEWS;
    const first = isLarge ? FIRST_PAGES_BESIDE_VIEWS : FIRST_PAGES;
    for (let page = 0; page < first; page++) this.#describePage();
  }

  // Anybody who holds a public key can claim views; with a feed, only of what the shop sells.
  #isOurs(item: string): boolean {
    return this.#shelf.isEmpty || this.#shelf.has(item);
  }

  #record(visitor: string, kind: ItemEvent["kind"], item: string, now: number): void {
    const event = { visitor, item, kind, at: now };
    if (!recordEvent(this.recommender, event)) return;
    this.#changedAt ??= now;
    if (this.#isShared) noteEvent(this.#outbox, event);
  }

  #countedBefore(visitor: string): (readonly [ItemEvent["kind"], string])[] {
    const { views, purchases } = visitorItems(this.recommender, visitor);
    // The log does not tell baskets from purchases: rather one too few than one too many.
    return [
      ...views.map((item) => ["view", item] as const),
      ...purchases.flatMap((item) => [["basket", item] as const, ["purchase", item] as const]),
    ];
  }
}
