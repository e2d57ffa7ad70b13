import { DurableObject } from "cloudflare:workers";
import {
  createLearner,
  dueForRebuild,
  exportAction,
  exportHeader,
  type Learner,
  type Publication,
  publish,
  restoreLearner,
} from "@nextmove/engine";
import type { CaseSettings } from "@nextmove/contract";
import { now as clockNow } from "../../clock.ts";
import { PUBLICATION_LIMIT_BYTES } from "../decision-shard/synchronizer.ts";
import type { Absorbed, Held, LearningBatch } from "../learning-protocol.ts";
import { parseCaseModelName, parseShardLabel } from "../names.ts";
import { wholly } from "../wholly.ts";
import { decisionShard } from "../stubs.ts";
import { absorbLessons } from "./absorb.ts";
import { type Activity, countBatch, noActivity } from "./activity.ts";
import { learnerOptions, sameOptions } from "./learner-options.ts";
import { ModelStorage } from "./model-storage.ts";
import { rebuild } from "./rebuild.ts";

/** The only writer of a case's model. Wiring; the learning is the engine's. */
export class CaseModel extends DurableObject<Env> {
  readonly #name: string;
  #storage!: ModelStorage;
  #learner!: Learner;
  #activity!: Activity;
  /** Version of each action's sums as they are stored. */
  #stored = new Map<string, number>();
  #rebuilding: Promise<void> | undefined;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#name = state.id.name ?? "";
    this.#load();
  }

  #load(): void {
    this.#storage = new ModelStorage(this.ctx.storage.sql);
    const state = this.#storage.readState();
    this.#learner = state
      ? restoreLearner(state.header, this.#storage.readSums())
      : createLearner();
    this.#activity = state?.activity ?? noActivity();
    this.#stored = this.#versions();
  }

  /** Takes over the case's settings; another dimension, window or half-life means a rebuild, which is not waited for. */
  async configure(settings: CaseSettings): Promise<void> {
    const options = learnerOptions(settings);
    if (sameOptions(options, this.#learner.options)) return;
    this.#learner = { ...this.#learner, options, rebuildAt: this.#learner.activated };
    this.#store();
    const isNew = this.#storage.cursors().size === 0;
    await (isNew ? this.#rebuildIfDue() : this.#rebuildSoon());
  }

  /** Learns a batch once, however often it is sent, and answers with what changed. */
  async absorb(batch: LearningBatch, held: Held): Promise<Absorbed> {
    const absorbed = this.#wholly(() => {
      const known = this.#storage.cursors().get(batch.shard) ?? 0;
      // A batch overlaps what is known only when its answer was lost, and then as a whole: the shard
      // sends from its cursor. Told the cursor, it goes on from there.
      if (batch.fromSeq === known && batch.toSeq > known) {
        absorbLessons(this.#learner, batch, clockNow());
        countBatch(this.#activity, batch);
        this.#storage.writeCursor(batch.shard, batch.toSeq);
      }
      const publication = publish(this.#learner, held, PUBLICATION_LIMIT_BYTES);
      // Publishing may fit the prior, and a model that restarts must not give a version twice.
      this.#store();
      return { acknowledged: this.#storage.cursors().get(batch.shard) ?? 0, publication };
    });
    if (dueForRebuild(this.#learner)) await this.#rebuildSoon();
    return absorbed;
  }

  /** What changed since the version a replica holds. */
  publish(held: Held): Publication {
    const { version } = this.#learner;
    const publication = publish(this.#learner, held, PUBLICATION_LIMIT_BYTES);
    // The first to ask after a rebuild has the prior fitted.
    if (this.#learner.version !== version) this.#store();
    return publication;
  }

  status() {
    const { space } = this.#learner.replica.header;
    return {
      activity: this.#activity,
      version: this.#learner.version,
      rebuilding: dueForRebuild(this.#learner),
      space: {
        version: space.version,
        dimension: this.#learner.options.dimension,
        features: space.categories.length + space.numbers.length,
      },
      cursors: [...this.#storage.cursors()],
    };
  }

  /** Development: does at once what the alarm would do. */
  async runDue(): Promise<void> {
    await this.#rebuildIfDue();
  }

  async wipe(): Promise<void> {
    await this.ctx.storage.deleteAll();
    this.#load();
  }

  override async alarm(): Promise<void> {
    await this.#rebuildIfDue();
  }

  /** By the alarm, which is repeated when it fails: whoever caused the rebuild need not wait for it. */
  #rebuildSoon(): Promise<void> {
    return this.ctx.storage.setAlarm(Date.now());
  }

  #rebuildIfDue(): Promise<void> {
    if (!dueForRebuild(this.#learner)) return Promise.resolve();
    this.#rebuilding ??= this.#rebuildWhileDue().finally(() => {
      this.#rebuilding = undefined;
    });
    return this.#rebuilding;
  }

  async #rebuildWhileDue(): Promise<void> {
    while (dueForRebuild(this.#learner)) await this.#rebuild();
  }

  async #rebuild(): Promise<void> {
    const { account, caseId } = parseCaseModelName(this.#name);
    const storage = this.#storage;
    const shardOf = (label: string) =>
      decisionShard(this.env, account, caseId, parseShardLabel(label));
    const fresh = await rebuild({
      learner: this.#learner,
      cursors: () => this.#storage.cursors(),
      recap: (shard, after, upTo) => shardOf(shard).recap(after, upTo),
      replay: (shard, after, upTo) => shardOf(shard).replay(after, upTo),
      now: clockNow,
      pause: () => scheduler.wait(0),
    });
    // The case was deleted while the log was read.
    if (this.#storage !== storage) return;
    const { options } = this.#learner;
    this.#learner = sameOptions(options, fresh.options)
      ? fresh
      : { ...fresh, options, rebuildAt: fresh.activated };
    this.#storage.clearSums();
    this.#stored.clear();
    this.#store();
  }

  /** Does all of it or nothing: half a batch in memory would be learned again when it is sent again. */
  #wholly<Value>(work: () => Value): Value {
    return wholly(this.ctx.storage, work, () => this.#load());
  }

  #versions(): Map<string, number> {
    return new Map([...this.#learner.actions].map(([action, { version }]) => [action, version]));
  }

  /** Writes what changed since it was last written: learned, forgotten, or fitted anew. */
  #store(): void {
    for (const [action, { version }] of this.#learner.actions) {
      if (this.#stored.get(action) === version) continue;
      this.#storage.writeSums(action, exportAction(this.#learner, action));
    }
    this.#stored = this.#versions();
    this.#storage.writeState({ header: exportHeader(this.#learner), activity: this.#activity });
  }
}
