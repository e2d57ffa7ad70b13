import type { FeedReplica } from "@nextmove/contract";
import type { ItemCounts } from "@nextmove/engine";
import type { CountLog } from "./count-log.ts";
import { Members } from "./members.ts";
import type { LoggedCounts, Meeting, Met } from "./protocol.ts";

/** Stretches of counts in one answer: each is of some seconds. */
const ANSWER_LIMIT = 200;
/** Kept for replicas that do not come: days of a busy case. Whoever needs more begins anew. */
const LOG_LIMIT = 50_000;

/** What the first Catalog learns of a meeting, and has to say. */
interface Deps {
  counts: CountLog;
  /** Adds counts to its own. */
  add: (counts: readonly ItemCounts[]) => void;
  /** The head as `exportHead` writes it, if it is not of so many lessons. */
  headUnlike: (version: number) => Uint8Array | null;
}

/** The replicas of a case, in its first Catalog: what one of them tells, the others are told by it. */
export class Replicas {
  readonly #members: Members;

  constructor(sql: SqlStorage) {
    this.#members = new Members(sql);
  }

  get numbers(): number[] {
    return this.#members.numbers;
  }

  /** Whether one of them has something else of the feed than this. */
  areBehind(generation: number, revision: number): boolean {
    return this.#members.all.some(
      ([, { feed }]) => feed.generation !== generation || feed.revision !== revision,
    );
  }

  standing(generation: number, revision: number): FeedReplica[] {
    return this.#members.all.map(([replica, { feed, isReady }]) => ({
      replica,
      answers: isReady,
      is_current: feed.generation === generation && feed.revision === revision,
    }));
  }

  /**
   * Takes what a replica counted, and says what the others did.
   *
   * @param wanted how many Catalogs the case has, the first included
   */
  meet(meeting: Meeting, wanted: number, { counts, add, headUnlike }: Deps): Met {
    const { replica, incarnation, taken, feed, isReady } = meeting;
    if (incarnation === null || replica >= wanted) {
      if (incarnation === null) this.#members.delete(replica);
      return { state: "unwanted" };
    }
    const known = this.#members.of(replica);
    const isNew = known?.incarnation !== incarnation;
    const isForgotten = taken !== null && (isNew || counts.firstSeq > taken + 1);
    if (isForgotten) return { state: "unwanted" };
    const member = isNew ? { incarnation, heard: 0, taken: counts.lastSeq } : known;
    const fresh = meeting.counts.filter(({ seq }) => seq > member.heard);
    // Before they are in the log: what is there is added to what was stored when that is read.
    add(fresh.map((one) => one.counts));
    for (const one of fresh) counts.hear(replica, one.counts);
    const heard = fresh.at(-1)?.seq ?? member.heard;
    this.#members.write(replica, {
      incarnation,
      heard,
      taken: taken ?? member.taken,
      feed,
      isReady,
    });
    this.#forgetCounts(counts);
    return {
      state: "met",
      heard,
      ...this.#newsFor(replica, taken, counts),
      head: taken === null ? null : headUnlike(meeting.headVersion),
    };
  }

  #newsFor(
    replica: number,
    taken: number | null,
    counts: CountLog,
  ): { counts: LoggedCounts[]; upTo: number; isMore: boolean } {
    if (taken === null) return { counts: [], upTo: 0, isMore: false };
    const news = counts.after(taken, replica, ANSWER_LIMIT);
    const isMore = news.length === ANSWER_LIMIT;
    return { counts: news, upTo: isMore ? (news.at(-1)?.seq ?? taken) : counts.lastSeq, isMore };
  }

  #forgetCounts(counts: CountLog): void {
    const needed = Math.min(counts.taken, ...this.#members.all.map(([, { taken }]) => taken));
    counts.forgetUpTo(Math.max(needed, counts.lastSeq - LOG_LIMIT));
  }
}
