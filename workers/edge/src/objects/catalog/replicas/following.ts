import { SingleFlight } from "../../../single-flight.ts";
import type { Generations } from "../feeds/generations.ts";
import type { Learner } from "../learning/learner.ts";
import type { Recommending } from "../recommending/recommending.ts";
import type { SharedVisits } from "../learning/shared-visits.ts";
import { type Meeting, type Met, NOTHING_TAKEN } from "../../../protocol/catalog/replicas.ts";
import { type Copied, Copying } from "./copying.ts";
import { ReplicaState } from "./replica-state.ts";

/** While it is used, a replica tells the first what its visitors did so often, and hears of the others'. */
const MEET_EVERY_MS = 10_000;
/** A replica that nobody asks, so that it learns of what it was not told: a new feed, its own end. */
const IDLE_MEET_EVERY_MS = 3_600_000;
/** Stretches told at once, as in an answer. */
const TOLD_LIMIT = 32;

/** The first Catalog, as a replica asks it. */
export interface First extends Copied {
  meet(meeting: Meeting, now: number): Promise<Met>;
}

/** What sets the pace of a replica; not stored, but it outlives the memory of a transaction that failed. */
export interface Pace {
  /** When it met the first. */
  metAt: number;
  /** Whether it was asked or told something since. */
  isUsed: boolean;
}

interface Deps {
  replica: number;
  sql: SqlStorage;
  first: () => First;
  visits: SharedVisits;
  pace: Pace;
  generations: Pick<Generations, "takeStretch">;
  recommending: Pick<Recommending, "changed" | "replaced"> & {
    learner: Pick<Learner, "share" | "save" | "repeat" | "takeCopy" | "head" | "replaceHead">;
  };
  /** All of a change of the storage, or nothing. */
  wholly: <Value>(change: () => Value) => Value;
  /** Brings all lists to their shards and forgets everything; false: not all could be brought. */
  leave: (now: number) => Promise<boolean>;
}

/** What makes a Catalog a replica of the first: it takes over the feed and what was learned, and goes on with both. */
export class Following {
  readonly #deps: Deps;
  readonly #state: ReplicaState;
  readonly #copying: Copying;
  readonly #runs = new SingleFlight();
  #isAskedAgain = false;
  #isClosed = false;
  #heard = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { sql, ...rest } = deps;
    this.#state = new ReplicaState(sql);
    this.#copying = new Copying({ ...rest, state: this.#state, isClosed: () => this.#isClosed });
    deps.recommending.learner.share(this.#state.now.isCopied);
  }

  /** Whether it answers by itself; until then the first does. */
  get isReady(): boolean {
    return this.#state.now.isReady;
  }

  /** To be called for whatever it is asked. */
  use(): void {
    this.#deps.pace.isUsed = true;
  }

  /** When it is to meet the first, or null. */
  get dueAt(): number | null {
    const { incarnation, isReady } = this.#state.now;
    const { metAt, isUsed } = this.#deps.pace;
    if (incarnation === null && !isUsed) return null;
    const isIdle = isReady && !isUsed;
    return metAt + (isIdle ? IDLE_MEET_EVERY_MS : MEET_EVERY_MS);
  }

  /** Nothing is written any more: the storage is another's now. */
  close(): void {
    this.#isClosed = true;
  }

  /** Resolves once nothing is on its way. */
  idle(): Promise<void> {
    return this.#runs.idle();
  }

  /** Meets the first and takes over what it has; once more at the end if it was asked to meanwhile. */
  run(now: number): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    if (this.#runs.isUnderWay) this.#isAskedAgain = true;
    return this.#runs.run(() => this.#follow(now));
  }

  async #follow(now: number): Promise<void> {
    const { pace } = this.#deps;
    pace.metAt = now;
    try {
      do {
        this.#isAskedAgain = false;
        pace.isUsed = false;
        await this.#followOnce(now);
      } while (this.#isAskedAgain && !this.#isClosed);
    } catch (error) {
      // Not only when it is used the next time.
      pace.isUsed = true;
      throw error;
    }
  }

  async #followOnce(now: number): Promise<void> {
    // Before the first knows of it: whoever holds something is known to it.
    const { incarnation } = this.#state.now;
    if (incarnation === null) this.#state.write({ incarnation: crypto.randomUUID() });
    const met = await this.#meet(now);
    if (this.#isClosed) return;
    if (met.state === "unwanted") return this.#leave(now);
    this.#deps.wholly(() => this.#take(met, now));
    if (!this.#state.now.isCopied) await this.#copying.learned(now);
    const isChanged = await this.#copying.feed(now);
    if (this.#isClosed) return;
    const isNew = !this.#state.now.isReady;
    if (isNew) this.#state.write({ isReady: true });
    // Once more, so that the first knows how far it has come.
    if (isNew || isChanged || met.isMore) this.#isAskedAgain = true;
  }

  #meet(now: number): Promise<Met> {
    const { replica, first, visits, recommending, wholly } = this.#deps;
    const { incarnation, isCopied, feed, isReady } = this.#state.now;
    // What is told to be known is what is stored.
    wholly(() => {
      recommending.learner.save();
      visits.save([]);
    });
    const meeting = {
      replica,
      incarnation,
      visits: visits.untold(TOLD_LIMIT).filter(({ seq }) => seq > this.#heard),
      taken: isCopied ? visits.taken : null,
      headVersion: recommending.learner.head.version,
      feed,
      isReady,
    };
    return first().meet(meeting, now);
  }

  #take(met: Extract<Met, { state: "met" }>, now: number): void {
    const { visits, recommending } = this.#deps;
    this.#heard = met.heard;
    visits.forgetUpTo(met.heard);
    if (!this.#state.now.isCopied) return;
    recommending.learner.repeat(
      met.visits.map((one) => one.visits),
      now,
    );
    visits.taken = met.upTo;
    if (met.head) recommending.learner.replaceHead(met.head, now);
  }

  /** The case has fewer replicas, or the first cannot bring this one up to date: it holds nothing any more. */
  async #leave(now: number): Promise<void> {
    const { replica, first, leave } = this.#deps;
    // The first answers from here on, so nothing is added to what has to be brought to the shards.
    if (this.#state.now.isReady) this.#state.write({ isReady: false });
    if (!(await leave(now))) throw new Error("lists could not be brought to their shards");
    const meeting = { replica, incarnation: null, visits: [], taken: null, headVersion: 0 };
    await first().meet({ ...meeting, feed: NOTHING_TAKEN, isReady: false }, now);
  }
}
