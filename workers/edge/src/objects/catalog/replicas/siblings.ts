import type { FeedReplica } from "@nextmove/contract";
import { now as clockNow } from "../../../clock.ts";
import { logThrown } from "../../../http/failure-of.ts";
import { earliest } from "../../alarm-schedule.ts";
import type { Generations } from "../feeds/generations.ts";
import type { Recommending } from "../recommending/recommending.ts";
import type { CatalogStub } from "../../../protocol/catalog/stub.ts";
import { Following, type Pace } from "./following.ts";
import type { Meeting, Met } from "../../../protocol/catalog/replicas.ts";
import { Replicas } from "./replicas.ts";
import type { SharedVisits } from "../learning/shared-visits.ts";
import type { Afterwards } from "../../../protocol/shared-calls.ts";

/** Changes of a feed come one after the other: they are told together. */
const GATHER_MS = 100;
/** A replica that did not hear of a change is told again. */
const TELL_AGAIN_AFTER_MS = 10_000;

interface Deps {
  /** Number of the one that this is; 0: the first. */
  replica: number;
  sql: SqlStorage;
  visits: SharedVisits;
  /** Of a replica. */
  pace: Pace;
  generations: Generations;
  recommending: Recommending;
  catalogAt: (replica: number) => CatalogStub;
  /** All of a change of the storage, or nothing. */
  wholly: <Value>(change: () => Value) => Value;
  /** Brings all lists to their shards and forgets everything; false: not all could be brought. */
  leave: (now: number) => Promise<boolean>;
  schedule: (now: number) => Promise<void>;
  /** Goes on with some work after the answer. */
  afterwards: Afterwards;
}

/** The other Catalogs of a case, as one of them calls them: the first its replicas, a replica the first. */
export class Siblings {
  readonly #deps: Deps;
  /** First only: the replicas that follow it. */
  readonly #replicas: Replicas;
  /** Replicas only: how it follows the first. */
  readonly #following: Following | undefined;
  #isTelling = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { replica, sql, visits, generations, recommending } = deps;
    const { learner } = recommending;
    this.#replicas = new Replicas({ sql, visits, generations, learner });
    if (replica > 0) this.#following = new Following({ ...deps, first: () => deps.catalogAt(0) });
  }

  /** First only: numbers of the replicas that follow it. */
  get numbers(): number[] {
    return this.#replicas.numbers;
  }

  /** First only: how its replicas stand. */
  get standing(): FeedReplica[] {
    return this.#replicas.standing;
  }

  /** First only: a replica tells and is told, see `Replicas.meet`. */
  meet(meeting: Meeting, wanted: number, now: number): Met {
    return this.#replicas.meet(meeting, wanted, now);
  }

  /** Nothing is written any more: the storage is another's now. */
  close(): void {
    this.#following?.close();
  }

  /** As `close`; resolves once nothing is on its way either. */
  async end(): Promise<void> {
    this.close();
    await this.#following?.idle();
  }

  /** When one of them is to be called, or null. */
  dueAt(now: number): number | null {
    const [following, replicas] = [this.#following, this.#replicas];
    return earliest([
      following?.dueAt ?? null,
      replicas.areBehind ? now + TELL_AGAIN_AFTER_MS : null,
    ]);
  }

  /** Forgets what the last replicas have left behind. */
  tidy(): void {
    if (!this.#following) this.#replicas.forgetVisits();
  }

  /** Does what is due, after the alarm. */
  onAlarm(now: number): void {
    const [following, replicas] = [this.#following, this.#replicas];
    if ((following?.dueAt ?? Infinity) <= now) this.heed(now);
    if (replicas.areBehind) this.tell(now);
  }

  /** For a replica that is not whole: the first, which answers for it meanwhile. To be called for whatever it is asked. */
  standIn(): CatalogStub | undefined {
    const following = this.#following;
    following?.use();
    if (!following || following.isReady) return undefined;
    const now = clockNow();
    if ((following.dueAt ?? 0) <= now) this.heed(now);
    return this.#deps.catalogAt(0);
  }

  /** Replicas only: takes over what is new, after the answer. */
  heed(now: number): void {
    this.#deps.afterwards(this.follow(now));
  }

  /** Replicas only: takes over what is new. What fails is tried again by the alarm. */
  async follow(now: number): Promise<void> {
    if (!this.#following) return;
    await this.#following.run(now).catch((error: unknown) => void logThrown(error, "follow"));
    await this.#deps.schedule(now);
  }

  /** First only: calls each replica. @param others numbers of more that are wanted */
  async each(
    call: (replica: CatalogStub) => Promise<void>,
    others: readonly number[] = [],
  ): Promise<void> {
    const numbers = new Set([...this.#replicas.numbers, ...others]);
    await Promise.all(Array.from(numbers, (number) => call(this.#deps.catalogAt(number))));
  }

  /** First only: lets the replicas know that the feed has changed. */
  tell(now: number): void {
    const { schedule, afterwards } = this.#deps;
    if (this.#isTelling || this.#replicas.numbers.length === 0) return;
    this.#isTelling = true;
    const tellAll = async (): Promise<void> => {
      await scheduler.wait(GATHER_MS);
      this.#isTelling = false;
      await this.each((replica) => replica.heed(now)).catch(
        (error: unknown) => void logThrown(error, "heed"),
      );
      await schedule(now);
    };
    afterwards(tellAll());
  }
}
