import type { FeedReplica } from "@nextmove/contract";
import type { Feeds } from "../feeds.ts";
import type { Learner } from "../recommending/learner.ts";
import type { CountLog } from "./count-log.ts";
import { Members } from "./members.ts";
import type { LoggedCounts, Meeting, Met } from "./protocol.ts";

/** Stretches of counts in one answer: each is of some seconds. */
const ANSWER_LIMIT = 200;
/** Kept for replicas that do not come: days of a busy case. Whoever needs more begins anew. */
const LOG_LIMIT = 50_000;

interface Deps {
  sql: SqlStorage;
  counts: CountLog;
  feeds: Pick<Feeds, "generation" | "revision" | "follow">;
  learner: Pick<Learner, "share" | "addCounts" | "headUnlike">;
}

/** Of the first Catalog of a case: the replicas that follow it. What one of them tells, it tells the others. */
export class Replicas {
  readonly #deps: Deps;
  readonly #members: Members;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#members = new Members(deps.sql);
    this.#noteFollowers();
  }

  get numbers(): number[] {
    return this.#members.numbers;
  }

  /** How each of them stands. */
  get standing(): FeedReplica[] {
    const { generation, revision } = this.#deps.feeds;
    return this.#members.all.map(([replica, { feed, isReady }]) => ({
      replica,
      answers: isReady,
      is_current: feed.generation === generation && feed.revision === revision,
    }));
  }

  /** Whether one of them is not known to have the feed as it is now. */
  get areBehind(): boolean {
    return this.standing.some((replica) => !replica.is_current);
  }

  /**
   * Takes what a replica counted, and says what the others did.
   *
   * @param wanted how many Catalogs the case has, the first included
   */
  meet(meeting: Meeting, wanted: number, now: number): Met {
    const met = this.#meet(meeting, wanted, now);
    this.#noteFollowers();
    return met;
  }

  #meet(meeting: Meeting, wanted: number, now: number): Met {
    const { counts, learner } = this.#deps;
    const { replica, incarnation, taken, feed, isReady } = meeting;
    const isWanted = replica < wanted;
    if (incarnation === null) this.#members.delete(replica);
    const known = this.#members.of(replica);
    const isKnown = known !== undefined && known.incarnation === incarnation;
    // One that has a copy and was forgotten here, or that was not heard of for days.
    const isLost = taken !== null && (!isKnown || counts.firstSeq > taken + 1);
    if (incarnation === null || (!isKnown && !isWanted) || isLost) return { state: "unwanted" };
    const member = isKnown ? known : { heard: 0, taken: counts.lastSeq };
    const heard = this.#hear(meeting, member.heard, now);
    this.#members.write(replica, {
      incarnation,
      heard,
      taken: taken ?? member.taken,
      feed,
      isReady,
    });
    this.#forgetCounts();
    if (!isWanted) return { state: "unwanted" };
    if (taken === null) {
      return { state: "met", heard, counts: [], upTo: 0, isMore: false, head: null };
    }
    const head = learner.headUnlike(meeting.headVersion);
    return { state: "met", heard, ...this.#newsFor(replica, taken), head };
  }

  /** Takes what a replica has counted since it was heard last; up to where that is. */
  #hear({ replica, counts: told }: Meeting, heard: number, now: number): number {
    const { counts, learner } = this.#deps;
    const fresh = told.filter(({ seq }) => seq > heard);
    // Before they are in the log: who reads what was stored adds what the log has besides.
    learner.addCounts(
      fresh.map((one) => one.counts),
      now,
    );
    for (const one of fresh) counts.hear(replica, one.counts);
    return fresh.at(-1)?.seq ?? heard;
  }

  #newsFor(
    replica: number,
    taken: number,
  ): { counts: LoggedCounts[]; upTo: number; isMore: boolean } {
    const { counts } = this.#deps;
    const news = counts.after(taken, replica, ANSWER_LIMIT);
    const isMore = news.length === ANSWER_LIMIT;
    return { counts: news, upTo: isMore ? (news.at(-1)?.seq ?? taken) : counts.lastSeq, isMore };
  }

  #forgetCounts(): void {
    const { counts } = this.#deps;
    const needed = Math.min(counts.taken, ...this.#members.all.map(([, { taken }]) => taken));
    counts.forgetUpTo(Math.max(needed, counts.lastSeq - LOG_LIMIT));
  }

  /** For as long as there is somebody to tell, what changes is noted. */
  #noteFollowers(): void {
    const isFollowed = this.numbers.length > 0;
    this.#deps.feeds.follow(isFollowed);
    this.#deps.learner.share(isFollowed);
  }
}
