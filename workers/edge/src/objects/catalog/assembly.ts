import { forgetAccount } from "../../protocol/account/account-directory.ts";
import { now as clockNow } from "../../clock.ts";
import type { FeedTaker } from "../../feed/taking/taker.ts";
import { Alarm } from "../alarm.ts";
import { earliest } from "../alarm-schedule.ts";
import { Deletions } from "../deletions.ts";
import { parseCatalogName } from "../../protocol/names.ts";
import { wholly } from "../wholly.ts";
import { Closing } from "./closing.ts";
import { FeedParts } from "./feeds/feed-parts.ts";
import { Feeds } from "./feeds/feeds.ts";
import { Pulling } from "./feeds/pulling.ts";
import { Pulls } from "./feeds/pulls.ts";
import { forgetPage } from "./forget-page.ts";
import { AfterLists } from "./recommending/after-lists.ts";
import { deliver } from "./recommending/deliver.ts";
import { SAVE_AFTER_MS } from "./learning/learner.ts";
import { Recommending } from "./recommending/recommending.ts";
import { SharedVisits } from "./learning/shared-visits.ts";
import { Siblings } from "./replicas/siblings.ts";
import { catalogOf, type CatalogStub } from "../../protocol/catalog/stub.ts";

/** The parts of a Catalog and what drives them: transactions, the alarm, the end. */
export class Assembly {
  readonly place: ReturnType<typeof parseCatalogName>;
  readonly afterLists: AfterLists;
  // Made anew from storage when a transaction fails: to be taken from here at each use.
  feeds!: Feeds;
  parts!: FeedParts;
  pulls!: Pulls;
  recommending!: Recommending;
  siblings!: Siblings;
  closing!: Closing;
  deletions!: Deletions;
  readonly #state: DurableObjectState;
  readonly #env: Env;
  readonly #alarm: Alarm;
  readonly #pace = { metAt: 0, isUsed: false };
  readonly #pulling: Pulling;

  /** @param catalog takes a feed that is pulled */
  constructor(state: DurableObjectState, env: Env, catalog: FeedTaker) {
    this.place = parseCatalogName(state.id.name ?? "");
    this.#state = state;
    this.#env = env;
    this.#alarm = new Alarm(state.storage);
    this.afterLists = new AfterLists({
      recommending: () => this.recommending,
      send: (lists, now) => deliver(env, this.place, lists, now),
      afterwards: (work) => state.waitUntil(work),
    });
    this.#pulling = new Pulling({
      pulls: () => this.pulls,
      catalog,
      wholly: (change) => this.wholly(change),
      schedule: (now) => this.schedule(now),
    });
    this.#load();
  }

  #load(): void {
    const { sql } = this.#state.storage;
    const { replica } = this.place;
    const feeds = new Feeds(sql);
    const { generations } = feeds;
    const visits = new SharedVisits(sql, replica);
    const recommending = new Recommending(sql, () => generations.current, visits);
    this.feeds = feeds;
    this.parts = new FeedParts(sql, feeds);
    this.pulls = new Pulls(sql);
    this.closing = new Closing(sql);
    this.deletions = new Deletions(sql);
    this.recommending = recommending;
    this.siblings?.close();
    this.siblings = new Siblings({
      replica,
      sql,
      visits,
      pace: this.#pace,
      generations,
      recommending,
      catalogAt: (number) => this.#catalogAt(number),
      wholly: (change) => this.wholly(change),
      leave: (now) => this.#leave(now),
      schedule: (now) => this.schedule(now),
      afterwards: (work) => this.#state.waitUntil(work),
    });
  }

  /** All of what a call changes, or nothing. */
  wholly<Value>(change: () => Value): Value {
    return wholly(this.#state.storage, change, () => this.#load());
  }

  /**
   * As `wholly`, where one row is written, and that last of all: there is nothing to take back then, and
   * a savepoint costs as much as the row.
   */
  withOneRow<Value>(change: () => Value): Value {
    try {
      return change();
    } catch (error) {
      this.#load();
      throw error;
    }
  }

  /** As `wholly`, of the feed, and what follows from it. @param ids of the items, when it is some of them */
  async changing<Value>(now: number, change: () => Value, ids?: readonly string[]): Promise<Value> {
    const { revision } = this.feeds.generations;
    const value = this.wholly(change);
    if (this.feeds.generations.revision !== revision) {
      if (ids) this.recommending.changed(ids);
      else this.recommending.replaced();
      this.siblings.tell(now);
    }
    await this.schedule(now);
    return value;
  }

  /** As `schedule`, after a list: what it brings is due that much later, or after. A replica that is used has more to do. */
  async scheduleList(now: number): Promise<void> {
    const { at } = this.#alarm;
    const isSoon = at !== null && at <= now + SAVE_AFTER_MS;
    if (!isSoon || this.place.replica > 0) await this.schedule(now);
  }

  /** Sees to it that the alarm comes when something is due. */
  async schedule(now: number): Promise<void> {
    const due = earliest([
      this.feeds.tidyAt(now),
      this.recommending.dueAt(now),
      this.pulls.dueAt,
      this.siblings.dueAt(now),
    ]);
    await this.#alarm.setFor(due);
  }

  async alarm(): Promise<void> {
    const now = clockNow();
    await this.#alarm.ring(() => this.#tidy(now));
    // Not waited for: no other alarm comes before this one is over.
    this.#state.waitUntil(this.#pulling.run(now));
    this.siblings.onAlarm(now);
  }

  /** Does what the alarms of all the case's Catalogs would do. */
  async runDue(now: number): Promise<void> {
    await this.#tidy(now);
    await this.#pulling.run(now);
    await this.siblings.follow(now);
    // What one tells in the first round the others hear in the second.
    await this.siblings.each((replica) => replica.runDue(now));
    await this.siblings.each((replica) => replica.runDue(now));
  }

  /** Takes a consumer's name off a page of what was recommended to them; where to go on, or null. */
  async forgetPage(consumer: string, place: string, now: number): Promise<string | null> {
    // What is on its way to the shards carries the name, too: erasing asks them next.
    if (place === "") await this.afterLists.deliver(now);
    const deps = {
      here: (from: string) => this.recommending.forgetConsumer(consumer, from),
      replicas: this.siblings.numbers,
      catalogAt: (number: number) => this.#catalogAt(number),
    };
    return forgetPage(deps, consumer, place, now);
  }

  /** Whether the case is gone. */
  async isGone(now: number): Promise<boolean> {
    return this.closing.isClosed && (await this.closing.isFinal(this.#env, this.place, now));
  }

  /** Forgets everything, and has the replicas do so. It stays closed: see `Closing`. */
  async wipe(deletion: number): Promise<void> {
    const { account, caseId, replica } = this.place;
    const isDone = () => this.deletions.isDone(caseId, deletion);
    if (isDone()) return;
    // A replica that comes meanwhile is to hear that the case is gone.
    forgetAccount(account);
    await this.siblings.each((each) => each.wipe(deletion));
    if (isDone()) return;
    // What is on its way would be written after the deletion.
    await this.siblings.end();
    await this.#state.blockConcurrencyWhile(async () => {
      if (isDone()) return;
      await this.#deleteAll();
      this.deletions.note(caseId, deletion);
      // A replica of a case that is gone finds out by meeting the first.
      if (replica === 0) this.closing.close();
    });
  }

  async #tidy(now: number): Promise<void> {
    await this.afterLists.deliver(now);
    this.wholly(() => {
      this.feeds.tidy(now);
      this.parts.tidy();
      this.recommending.tidy(now);
      this.siblings.tidy();
    });
    await this.schedule(now);
  }

  /** A replica that is not wanted any more, or cannot be: false while its lists are not all delivered. */
  async #leave(now: number): Promise<boolean> {
    await this.afterLists.deliver(now);
    if (!this.recommending.isDelivered) return false;
    // Nothing else may run before the tables are there again.
    await this.#state.blockConcurrencyWhile(() => this.#deleteAll());
    return true;
  }

  #catalogAt(replica: number): CatalogStub {
    const { account, caseId } = this.place;
    return catalogOf(this.#env, account, caseId, replica);
  }

  async #deleteAll(): Promise<void> {
    await this.#state.storage.deleteAll();
    this.#alarm.gone();
    this.#load();
  }
}
