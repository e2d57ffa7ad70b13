import {
  placeLessons,
  type PlacesLesson,
  type RewardBatch,
} from "../../../decision-log/place-lessons.ts";
import { FailureStreak, type Problem } from "../../../failure-streak.ts";
import { SingleFlight } from "../../../single-flight.ts";
import { foldEpisode, NOTHING_YET } from "../../../decision-log/episode.ts";
import { type EventLog, PAGE_EVENTS } from "../../../decision-log/event-log.ts";
import type { ShardEvent } from "../../../decision-log/events.ts";
import type { History } from "../teaching/lessons.ts";
import { SYNC_AFTER_MS } from "./synchronizer.ts";
import type { Told } from "../journal/shard-storage.ts";

/** Until a Catalog that did not answer is asked again. */
const WAITS = { stepMs: SYNC_AFTER_MS, longestMs: 60_000 };

interface Deps {
  shard: string;
  catalog(): { learnRewards(batch: RewardBatch, now: number): Promise<number> };
  log: Pick<EventLog, "after" | "lastSeq">;
  history: Pick<History, "episodeBefore">;
  /** As the case's settings say; null while they are not known: then nothing was shown either. */
  ages(): Pick<RewardBatch, "halfLifeMs" | "windowMs"> | null;
  /** As it was stored last. */
  told: Told;
  store(told: Told): void;
}

/**
 * The cursor from a shard's log to the Catalog: what the recommended products have brought. Sent at
 * least once; the Catalog takes each stretch of the log once, and says where to go on after a crash.
 */
export class RewardCourier {
  readonly #deps: Deps;
  #told: Told;
  readonly #runs = new SingleFlight();
  readonly #failures = new FailureStreak(WAITS);
  /** How far what is under way reads, at least. */
  #untilSeq = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#told = deps.told;
  }

  /** To be stored with whatever else is: a stretch that teaches nothing is not worth a row. */
  get told(): Told {
    return this.#told;
  }

  /** When to try again what failed, or null: else it runs with the batches for the model. */
  get dueAt(): number | null {
    return this.#failures.retryAt;
  }

  /** Why the Catalog cannot be told, or null. */
  get problem(): Problem | null {
    return this.#failures.problem;
  }

  /** Brings on what was not; at most one at a time. What comes meanwhile is for the next one. */
  run(now: number): Promise<void> {
    this.#untilSeq = this.#deps.log.lastSeq;
    return this.#runs.run(() => this.#bringAll(now));
  }

  /** Resolves once nothing is on its way. */
  idle(): Promise<void> {
    return this.#runs.idle();
  }

  async #bringAll(now: number): Promise<void> {
    const { log, shard } = this.#deps;
    const ages = this.#deps.ages();
    if (!ages) return;
    const { halfLifeMs, windowMs } = ages;
    try {
      while (this.#told.read < this.#untilSeq) {
        const { acknowledged: fromSeq, read } = this.#told;
        const events = log.after(read, PAGE_EVENTS);
        const toSeq = events.at(-1)?.seq ?? log.lastSeq;
        const lessons = events.flatMap((event) => this.#lessonsOf(event));
        if (lessons.length === 0) {
          this.#told = { acknowledged: fromSeq, read: toSeq };
          continue;
        }
        const batch = { shard, fromSeq, toSeq, halfLifeMs, windowMs, lessons };
        const acknowledged = await this.#deps.catalog().learnRewards(batch, now);
        this.#told = { acknowledged, read: acknowledged };
        this.#deps.store(this.#told);
      }
      this.#failures.succeeded();
    } catch (error) {
      this.#failures.failed(now, error);
      throw error;
    }
  }

  #lessonsOf(event: ShardEvent): PlacesLesson[] {
    // What teaches about an action, or moves ages, is not about a list.
    if (event.kind === "tick" || event.body.terms.length > 0) return [];
    const { episodeBefore } = this.#deps.history;
    if (event.kind === "decision") {
      const { recommended, attached } = event.body;
      if (!recommended?.taught) return [];
      const after = attached ? episodeBefore(event.queryId, event.seq + 1) : foldEpisode([event]);
      return placeLessons(NOTHING_YET, after);
    }
    const after = episodeBefore(event.queryId, event.seq + 1);
    if (!after.decision?.body.recommended?.taught) return [];
    return placeLessons(episodeBefore(event.queryId, event.seq), after);
  }
}
