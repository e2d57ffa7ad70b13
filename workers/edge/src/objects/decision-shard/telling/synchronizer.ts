import type { Publication } from "@nextmove/engine";
import { BATCH_LIMIT_LESSONS, type ModelPeer } from "../../../protocol/case-model/learning.ts";
import { earliest } from "../../alarm-schedule.ts";
import { FailureStreak, type Problem } from "../../../failure-streak.ts";
import { SingleFlight } from "../../../single-flight.ts";
import type { EventLog } from "../../../decision-log/event-log.ts";
import type { DecisionBody, ShardEvent } from "../../../decision-log/events.ts";
import type { Teaching } from "../teaching/lessons.ts";
import type { ShardModel } from "../journal/shard-model.ts";
import { tally } from "./tally.ts";

/** A shard tells the model what it learned after this long at most: the staleness we promise. */
export const SYNC_AFTER_MS = 2_000;
/** ... or once this many events wait. */
const SYNC_AFTER_EVENTS = 200;
/** While more than this is still to be sent, a new version waits: it would mean to learn all of that again. */
const BACKLOG_EVENTS = 2_000;
/** A new shard ranks without a model rather than wait longer than this for it. */
const FIRST_PULL_TIMEOUT_MS = 250;
/** Between tries while the model does not answer. */
const WAITS = { stepMs: SYNC_AFTER_MS, longestMs: 60_000 };

interface Deps {
  shard: string;
  caseModel(): ModelPeer;
  /** Brings other models up to date that may have learned from what was sent. */
  refreshAssigned(): Promise<void>;
  log: Pick<EventLog, "after" | "lastSeq">;
  model: Pick<ShardModel, "held" | "install">;
  teach(events: readonly ShardEvent[], limitLessons: number): Teaching & { taken: number };
  /** A query's decision, stored not long before `at`. */
  decisionOf(queryId: string, at: number): DecisionBody | undefined;
  acknowledged(): number;
  /** Writes the cursor and the replica's header, in the same transaction as the checkpoint. */
  advance(acknowledged: number): void;
}

/** The cursor from a shard's log to the model, and back with the model's new versions. */
export class Synchronizer {
  readonly #deps: Deps;
  readonly #exchanges = new SingleFlight();
  readonly #failures = new FailureStreak(WAITS);
  readonly #failedRefreshes = new FailureStreak(WAITS);
  /** What the exchange under way tells, at least. */
  #untilSeq = 0;
  /** From when on other models are to be brought up to date; null: they are. */
  #refreshAt: number | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** When the next exchange is due, or null when the model has everything and so have we. */
  get dueAt(): number | null {
    const [oldest] = this.#deps.log.after(this.#deps.acknowledged(), 1);
    const due = earliest([oldest ? oldest.body.at + SYNC_AFTER_MS : null, this.#refreshAt]);
    return due === null ? null : Math.max(due, this.#failures.retryAt ?? 0);
  }

  get isFull(): boolean {
    const waiting = this.#deps.log.lastSeq - this.#deps.acknowledged();
    return waiting >= SYNC_AFTER_EVENTS && !this.#exchanges.isUnderWay && !this.problem;
  }

  /** Why the model cannot be told, or null. */
  get problem(): Problem | null {
    return this.#failures.problem;
  }

  /**
   * Sends what the model has not absorbed and installs what it answers; at most one at a time. What comes
   * meanwhile is for the next one: where the model is far away something always does.
   */
  run(now: number): Promise<void> {
    this.#untilSeq = this.#deps.log.lastSeq;
    return this.#exchanges.run(() => this.#exchange(now));
  }

  /** Resolves once no exchange with the model is under way. */
  idle(): Promise<void> {
    return this.#exchanges.idle();
  }

  /**
   * A new shard's first model; without an answer, or with too much to tell, it starts without and learns of it by
   * what its batches are answered.
   */
  async pullOnce(): Promise<void> {
    if (this.#hasBacklog(this.#deps.acknowledged())) return;
    const timeout = new Promise<null>((resolve) =>
      setTimeout(resolve, FIRST_PULL_TIMEOUT_MS, null),
    );
    const publication = await Promise.race([
      this.#deps.caseModel().publish(this.#deps.model.held),
      timeout,
    ]).catch(() => null);
    if (publication) this.#install(publication, this.#deps.acknowledged());
  }

  async #exchange(now: number): Promise<void> {
    do {
      await this.#tell(now);
      if (this.#refreshAt !== null) await this.#refresh(now);
    } while (this.#deps.acknowledged() < this.#untilSeq);
  }

  async #tell(now: number): Promise<void> {
    try {
      while (this.#deps.acknowledged() < this.#untilSeq) await this.#tellBatch(now);
      this.#failures.succeeded();
    } catch (error) {
      this.#failures.failed(now, error);
      throw error;
    }
  }

  async #tellBatch(now: number): Promise<void> {
    const { log, model, shard } = this.#deps;
    const fromSeq = this.#deps.acknowledged();
    const waiting = log.after(fromSeq, SYNC_AFTER_EVENTS);
    const { taken, ...teaching } = this.#deps.teach(waiting, BATCH_LIMIT_LESSONS);
    const events = waiting.slice(0, taken);
    const toSeq = events.at(-1)?.seq;
    if (toSeq === undefined) {
      // The log was wiped meanwhile.
      this.#untilSeq = fromSeq;
      return;
    }
    const counts = tally(events, (queryId, at) => this.#deps.decisionOf(queryId, at));
    const batch = { shard, fromSeq, toSeq, tally: counts, ...teaching };
    const absorbed = await this.#deps.caseModel().absorb(batch, model.held);
    this.#refreshAt = now + SYNC_AFTER_MS;
    if (this.#hasBacklog(absorbed.acknowledged)) {
      this.#deps.advance(absorbed.acknowledged);
    } else {
      this.#take(absorbed.acknowledged, absorbed.publication);
      await this.#takeRest(absorbed.publication);
    }
  }

  /** What the model was told has been told, whether or not its versions can be had. */
  async #refresh(now: number): Promise<void> {
    try {
      await this.#deps.refreshAssigned();
      this.#refreshAt = null;
      this.#failedRefreshes.succeeded();
    } catch (error) {
      this.#failedRefreshes.failed(now, error);
      this.#refreshAt = this.#failedRefreshes.retryAt;
    }
  }

  async #takeRest(publication: Publication): Promise<void> {
    let more = publication.more;
    while (more) {
      const next = await this.#deps.caseModel().publish(this.#deps.model.held);
      this.#take(this.#deps.acknowledged(), next);
      more = next.more;
    }
  }

  #hasBacklog(acknowledged: number): boolean {
    return this.#deps.log.lastSeq - acknowledged > BACKLOG_EVENTS;
  }

  #take(acknowledged: number, publication: Publication): void {
    this.#install(publication, acknowledged);
    this.#deps.advance(acknowledged);
  }

  #install(publication: Publication, acknowledged: number): void {
    const unabsorbed = this.#deps.log.after(acknowledged, Number.MAX_SAFE_INTEGER);
    const { lessons } = this.#deps.teach(unabsorbed, Number.POSITIVE_INFINITY);
    this.#deps.model.install(publication, lessons);
  }
}
