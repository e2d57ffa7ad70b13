import type { FeedReplica } from "@nextmove/contract";
import type { Generations } from "../feeds/generations.ts";
import type { Learner } from "../learning/learner.ts";
import type { SharedVisits } from "../learning/shared-visits.ts";
import { Members } from "./members.ts";
import {
  type LoggedVisits,
  type Meeting,
  type Met,
  NOTHING_TAKEN,
} from "../../../protocol/catalog/replicas.ts";

/** Stretches in one answer, each of some seconds or half a megabyte: half of the 32 MiB of an RPC. */
const ANSWER_LIMIT = 32;
/** Stretches kept for replicas that do not come: hours of a busy case. Whoever needs more begins anew. */
const LOG_LIMIT = 10_000;

interface Deps {
  sql: SqlStorage;
  visits: SharedVisits;
  generations: Pick<Generations, "generation" | "revision" | "isFollowed">;
  learner: Pick<Learner, "share" | "repeat" | "headUnlike">;
}

/** The replicas that follow the first Catalog of a case. What one of them tells it, it tells the others. */
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
    const { generation, revision } = this.#deps.generations;
    return this.#members.all.map(([replica, { feed, isReady }]) => ({
      replica,
      answers: isReady,
      // One that is in the middle of a generation says how the feed was when it began.
      is_current:
        feed.generation === generation && feed.page === null && feed.revision === revision,
    }));
  }

  /** Whether one of them is not known to have the feed as it is now. */
  get areBehind(): boolean {
    return this.standing.some((replica) => !replica.is_current);
  }

  /**
   * Takes what a replica recorded, and says what the others did.
   *
   * @param wanted how many Catalogs the case has, the first included
   */
  meet(meeting: Meeting, wanted: number, now: number): Met {
    const met = this.#meet(meeting, wanted, now);
    this.#noteFollowers();
    return met;
  }

  #meet(meeting: Meeting, wanted: number, now: number): Met {
    const { visits, learner } = this.#deps;
    const { replica, incarnation, taken, feed, isReady } = meeting;
    const isWanted = replica < wanted;
    if (incarnation === null) this.#members.delete(replica);
    const known = this.#members.of(replica);
    const isKnown = known !== undefined && known.incarnation === incarnation;
    // One that has a copy and was forgotten here, or that was not heard of for days.
    const isLost = taken !== null && (!isKnown || visits.firstSeq > taken + 1);
    if (incarnation === null || (!isKnown && !isWanted) || isLost) return { state: "unwanted" };
    const member = isKnown ? known : { heard: 0, taken: visits.lastSeq };
    const heard = this.#hear(meeting, member.heard, now);
    const followed = { incarnation, heard, taken: taken ?? member.taken };
    // One that is to leave counts as behind until it has left: so it is told again if it does not answer.
    const standing = isWanted ? { feed, isReady } : { feed: NOTHING_TAKEN, isReady: false };
    this.#members.write(replica, { ...followed, ...standing });
    this.forgetVisits();
    if (!isWanted) return { state: "unwanted" };
    if (taken === null) {
      return { state: "met", heard, visits: [], upTo: 0, isMore: false, head: null };
    }
    const head = learner.headUnlike(meeting.headVersion);
    return { state: "met", heard, ...this.#newsFor(replica, taken), head };
  }

  /** Takes what a replica has recorded since it was heard last; up to where that is. */
  #hear({ replica, visits: told }: Meeting, heard: number, now: number): number {
    const { visits, learner } = this.#deps;
    const fresh = told.filter(({ seq }) => seq > heard);
    // Before they are in the log: whatever reads what was stored adds what the log has besides.
    learner.repeat(
      fresh.map((one) => one.visits),
      now,
    );
    for (const one of fresh) visits.hear(replica, one.visits);
    return fresh.at(-1)?.seq ?? heard;
  }

  #newsFor(
    replica: number,
    taken: number,
  ): { visits: LoggedVisits[]; upTo: number; isMore: boolean } {
    const { visits } = this.#deps;
    const news = visits.after(taken, replica, ANSWER_LIMIT);
    const isMore = news.length === ANSWER_LIMIT;
    return { visits: news, upTo: isMore ? (news.at(-1)?.seq ?? taken) : visits.lastSeq, isMore };
  }

  /** Forgets what is stored and nobody has to be told any more. */
  forgetVisits(): void {
    const { visits } = this.#deps;
    const needed = Math.min(visits.taken, ...this.#members.all.map(([, { taken }]) => taken));
    visits.forgetUpTo(Math.max(needed, visits.lastSeq - LOG_LIMIT));
  }

  /** For as long as there is somebody to tell, what changes is noted. */
  #noteFollowers(): void {
    const isFollowed = this.numbers.length > 0;
    this.#deps.generations.isFollowed = isFollowed;
    this.#deps.learner.share(isFollowed);
  }
}
