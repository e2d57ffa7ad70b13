import { LIVE_MODEL } from "@nextmove/contract";
import {
  createLearner,
  exportHeader,
  type Learner,
  type LearnerOptions,
  type Publication,
  publish,
  restoreLearner,
} from "@nextmove/engine";
import {
  type Held,
  type LearningBatch,
  PUBLICATION_LIMIT_BYTES,
} from "../../protocol/case-model/learning.ts";
import { absorbLessons } from "./absorb.ts";
import { type Activity, countBatch, noActivity } from "./activity.ts";
import { sameOptions } from "../../protocol/case-model/learner-options.ts";
import { FROM_THE_BEGINNING, type Lineage, shareOf } from "./lineage.ts";
import { ModelStorage, type Origin } from "./model-storage.ts";
import { SumsWriter } from "./sums-writer.ts";
import type { Line } from "./versions.ts";

/** The line of a case's model that learns from all decisions; what it knows is stored with every change. */
export class LiveLine {
  readonly storage: ModelStorage;
  #learner: Learner;
  #activity: Activity;
  /** Undefined: the beginning. */
  #origin: Origin | undefined;
  /** Of the definition that the options are from. */
  #revision: number;
  #writer: SumsWriter;
  /** Whether all that is in memory is stored. */
  #isStored = true;

  constructor(sql: SqlStorage) {
    this.storage = new ModelStorage(sql);
    const state = this.storage.readState();
    this.#learner = state ? restoreLearner(state.header, this.storage.readSums()) : createLearner();
    this.#activity = state?.activity ?? noActivity();
    this.#origin = state?.origin;
    this.#revision = state?.revision ?? 0;
    this.#writer = new SumsWriter(this.#learner);
  }

  get learner(): Learner {
    return this.#learner;
  }

  get activity(): Activity {
    return this.#activity;
  }

  /** The version it goes on from; undefined: the beginning. */
  get origin(): Origin | undefined {
    return this.#origin;
  }

  get lineage(): Lineage {
    return this.#origin?.lineage ?? FROM_THE_BEGINNING;
  }

  get line(): Line {
    return { id: LIVE_MODEL, learner: this.#learner, lineage: this.lineage };
  }

  /**
   * Takes options, unless newer ones came before; where they differ from those it has, a rebuild is due
   * from then on.
   *
   * @returns whether it has other options now
   */
  configure(options: LearnerOptions, revision: number): boolean {
    if (revision < this.#revision) return false;
    const isOther = !sameOptions(options, this.#learner.options);
    if (isOther) this.#learner = { ...this.#learner, options, rebuildAt: this.#learner.activated };
    this.#revision = revision;
    this.#store();
    return isOther;
  }

  /** How far a shard's log has been learned. */
  acknowledged(shard: string): number {
    return this.storage.cursors().get(shard) ?? 0;
  }

  /** Learns a batch. It is stored by `publish`, which comes next: it may fit the prior. */
  absorb(batch: LearningBatch, now: number): void {
    const { lineage } = this;
    absorbLessons(this.#learner, batch, now, (lesson) => shareOf(lineage, batch.shard, lesson));
    countBatch(this.#activity, batch);
    this.storage.writeCursor(batch.shard, batch.toSeq);
    this.#isStored = false;
  }

  /** What changed since the version that a replica holds. */
  publish(held: Held): Publication {
    const { version } = this.#learner;
    const publication = publish(this.#learner, held, PUBLICATION_LIMIT_BYTES);
    // A model that restarts must not give a version twice.
    if (!this.#isStored || this.#learner.version !== version) this.#store();
    return publication;
  }

  /** Goes on with another learner: rebuilt, or that of a version. */
  replace(learner: Learner, origin = this.#origin): void {
    this.#learner = learner;
    this.#origin = origin;
    this.storage.clearSums();
    this.#writer = new SumsWriter();
    this.#store();
  }

  /** The case's settings have followed those of the version that it goes on from. */
  settle(id: string): void {
    if (this.#origin?.from !== id) return;
    this.#origin = { ...this.#origin, isSettled: true };
    this.#store();
  }

  #store(): void {
    this.#writer.write(this.#learner, (action, bytes) => this.storage.writeSums(action, bytes));
    this.storage.writeState({
      header: exportHeader(this.#learner),
      activity: this.#activity,
      revision: this.#revision,
      ...(this.#origin ? { origin: this.#origin } : {}),
    });
    this.#isStored = true;
  }
}
