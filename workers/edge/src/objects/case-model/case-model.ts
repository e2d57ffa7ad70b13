import { DurableObject } from "cloudflare:workers";
import type { CaseSettings } from "@nextmove/contract";
import { dueForRebuild, type Publication } from "@nextmove/engine";
import { now as clockNow } from "../../clock.ts";
import type { Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import type {
  Absorbed,
  Held,
  LearningBatch,
  VersionPublication,
} from "../../protocol/case-model/learning.ts";
import { SingleFlight } from "../../single-flight.ts";
import { Alarm } from "../alarm.ts";
import { parseCaseModelName, parseShardLabel } from "../../protocol/names.ts";
import { Deletions } from "../deletions.ts";
import { wholly } from "../wholly.ts";
import { decisionShard } from "../../protocol/decision-shard/stub.ts";
import { activate, type Activated, type Activation } from "./activate.ts";
import { learnerOptions, sameOptions } from "../../protocol/case-model/learner-options.ts";
import { shareOf } from "./lineage.ts";
import { LiveLine } from "./live-line.ts";
import { rebuild } from "./rebuild.ts";
import type { Version } from "./version-storage.ts";
import { extentOf, type NewVersion, unknownModel, Versions } from "./versions.ts";

/** The only writer of a case's model: its live line and its versions. Wiring; the learning is the engine's. */
export class CaseModel extends DurableObject<Env> {
  readonly #name: string;
  readonly #alarm = new Alarm(this.ctx.storage, { shortestMs: 0 });
  #live!: LiveLine;
  #versions!: Versions;
  #deletions!: Deletions;
  readonly #rebuilds = new SingleFlight();

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#name = state.id.name ?? "";
    this.#load();
  }

  #load(): void {
    this.#live = new LiveLine(this.ctx.storage.sql);
    this.#versions = new Versions(this.ctx.storage.sql);
    this.#deletions = new Deletions(this.ctx.storage.sql);
  }

  /**
   * Takes over the case's settings; another dimension, window or half-life means a rebuild, which is not waited for.
   *
   * @param revision number of the case's definition: what newer settings have overtaken is passed over
   */
  async configure(settings: CaseSettings, revision: number): Promise<void> {
    if (!this.#live.configure(learnerOptions(settings), revision)) return;
    const isNew = this.#live.storage.cursors().size === 0;
    await (isNew ? this.#rebuildIfDue() : this.#rebuildSoon());
  }

  /** Learns a batch once, however often it is sent, and answers with what changed. */
  async absorb(batch: LearningBatch, held: Held): Promise<Absorbed> {
    const absorbed = this.#wholly(() => {
      const known = this.#live.acknowledged(batch.shard);
      // A batch overlaps what is known only when its answer was lost, and then as a whole: the shard
      // sends from its cursor. Told the cursor, it goes on from there.
      if (batch.fromSeq === known && batch.toSeq > known) {
        const now = clockNow();
        this.#live.absorb(batch, now);
        this.#versions.absorb(batch, now);
      }
      const publication = this.#live.publish(held);
      return { acknowledged: this.#live.acknowledged(batch.shard), publication };
    });
    if (dueForRebuild(this.#live.learner)) await this.#rebuildSoon();
    return absorbed;
  }

  /** What changed since the version a replica holds. */
  publish(held: Held): Publication {
    return this.#wholly(() => this.#live.publish(held));
  }

  /** What changed of a named version since what a replica of it holds. */
  publishVersion(id: string, held: Held): VersionPublication {
    return this.#wholly(() => this.#versions.publish(id, held));
  }

  /** The live line and all named versions, oldest first. */
  lines() {
    const { from, activatedAt } = this.#live.origin ?? { from: null, activatedAt: null };
    return {
      live: { from, activatedAt, ...extentOf(this.#live.learner) },
      versions: this.#versions.list(),
    };
  }

  /** Keeps a version: a copy of the live line or of another version. */
  createVersion(from: string, wanted: NewVersion, now: number): Result<Version, Failure> {
    const cursors = this.#live.storage.cursors();
    return this.#wholly(() => this.#versions.make(this.#live.line, from, wanted, cursors, now));
  }

  deleteVersion(id: string): Result<null, Failure> {
    if (!this.#versions.get(id)) return fail(unknownModel(id));
    this.#wholly(() => this.#versions.delete(id));
    return ok(null);
  }

  /** Promotes a version, or rolls back to it: see activate.ts. */
  activate(activation: Activation, now: number): Result<Activated, Failure> {
    return this.#wholly(() => activate(this.#live, this.#versions, activation, now));
  }

  /** The case's settings have followed those of the version that live goes on from. */
  settled(id: string): void {
    this.#live.settle(id);
  }

  status() {
    const { activity, learner, storage } = this.#live;
    const { space } = learner.replica.header;
    return {
      activity,
      version: learner.version,
      rebuilding: dueForRebuild(learner),
      space: {
        version: space.version,
        dimension: learner.options.dimension,
        features: space.categories.length + space.numbers.length,
      },
      cursors: [...storage.cursors()],
    };
  }

  /** Since the object woke: what learning costs. */
  rowsWritten(): number {
    return this.#live.storage.rowsWritten + this.#alarm.rowsWritten;
  }

  /** Development: does at once what the alarm would do. */
  async runDue(): Promise<void> {
    await this.#rebuildIfDue();
  }

  /** Forgets everything. @param deletion which one: see `Deletions` */
  async wipe(deletion: number): Promise<void> {
    const { caseId } = parseCaseModelName(this.#name);
    await this.ctx.blockConcurrencyWhile(async () => {
      if (this.#deletions.isDone(caseId, deletion)) return;
      await this.ctx.storage.deleteAll();
      this.#alarm.gone();
      this.#load();
      this.#deletions.note(caseId, deletion);
    });
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(() => this.runDue());
  }

  /** By the alarm, which comes again when it fails: whoever caused the rebuild need not wait for it. */
  #rebuildSoon(): Promise<void> {
    return this.#alarm.setFor(clockNow());
  }

  #rebuildIfDue(): Promise<void> {
    if (!dueForRebuild(this.#live.learner)) return Promise.resolve();
    return this.#rebuilds.run(() => this.#rebuildWhileDue());
  }

  async #rebuildWhileDue(): Promise<void> {
    while (dueForRebuild(this.#live.learner)) await this.#rebuild();
  }

  async #rebuild(): Promise<void> {
    const { account, caseId } = parseCaseModelName(this.#name);
    const live = this.#live;
    const { lineage, storage } = live;
    const shardOf = (label: string) =>
      decisionShard(this.env, account, caseId, parseShardLabel(label));
    const fresh = await rebuild({
      learner: live.learner,
      cursors: () => storage.cursors(),
      recap: (shard, after, upTo) => shardOf(shard).recap(after, upTo),
      replay: (shard, after, upTo) => shardOf(shard).replay(after, upTo),
      shareOf: (shard, lesson) => shareOf(lineage, shard, lesson),
      now: clockNow,
      pause: () => scheduler.wait(0),
    });
    // The case was deleted while the log was read, or goes on from a version: then this is another line.
    if (this.#live !== live || live.lineage !== lineage) return;
    const { options } = live.learner;
    live.replace(
      sameOptions(options, fresh.options)
        ? fresh
        : { ...fresh, options, rebuildAt: fresh.activated },
    );
  }

  /** Does all of it or nothing: half a batch in memory would be learned again when it is sent again. */
  #wholly<Value>(work: () => Value): Value {
    return wholly(this.ctx.storage, work, () => this.#load());
  }
}
