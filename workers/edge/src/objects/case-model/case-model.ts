import { DurableObject } from "cloudflare:workers";
import {
  continueFrom,
  createLearner,
  dueForRebuild,
  exportHeader,
  type Learner,
  type Publication,
  publish,
  restoreLearner,
} from "@nextmove/engine";
import { type CaseSettings, LIVE_MODEL, type ModelSettings } from "@nextmove/contract";
import { now as clockNow } from "../../clock.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import { PUBLICATION_LIMIT_BYTES } from "../decision-shard/synchronizer.ts";
import type { Absorbed, Held, LearningBatch, VersionPublication } from "../learning-protocol.ts";
import { parseCaseModelName, parseShardLabel } from "../names.ts";
import { wholly } from "../wholly.ts";
import { decisionShard } from "../stubs.ts";
import { absorbLessons } from "./absorb.ts";
import { type Activity, countBatch, noActivity } from "./activity.ts";
import { learnerOptions, sameOptions } from "./learner-options.ts";
import { branch, FROM_THE_BEGINNING, type Lineage, shareOf } from "./lineage.ts";
import { ModelStorage, type Origin } from "./model-storage.ts";
import { rebuild } from "./rebuild.ts";
import { SumsWriter } from "./sums-writer.ts";
import type { Version } from "./version-storage.ts";
import { extentOf, type Line, type NewVersion, Versions } from "./versions.ts";

/** Versions that are kept by their names: each takes up to 20 MB of the object's 10 GB. */
const MOST_VERSIONS = 20;
/** What was replaced, kept to roll back to: the latest so many. */
const MOST_ROLLBACK_POINTS = 5;

const unknownModel = (id: string, path?: string): Failure =>
  failure("unknown_model", `the case has no version ${id}`, path);

/** The only writer of a case's model. Wiring; the learning is the engine's. */
export class CaseModel extends DurableObject<Env> {
  readonly #name: string;
  #storage!: ModelStorage;
  #learner!: Learner;
  #activity!: Activity;
  /** Where the live line comes from; undefined: the beginning. */
  #origin: Origin | undefined;
  #versions!: Versions;
  #writer = new SumsWriter();
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
    this.#origin = state?.origin;
    this.#versions = new Versions(this.ctx.storage.sql);
    this.#writer = new SumsWriter(this.#learner);
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
        const lineage = this.#lineage;
        const now = clockNow();
        absorbLessons(this.#learner, batch, now, (lesson) => shareOf(lineage, batch.shard, lesson));
        this.#versions.absorb(batch, now);
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

  /** What changed of a version since what a replica of it holds. */
  publishVersion(id: string, held: Held): VersionPublication {
    return this.#versions.publish(id, held);
  }

  /** The live line and all versions, oldest first. */
  lines() {
    const { from, activatedAt } = this.#origin ?? { from: null, activatedAt: null };
    return {
      live: { from, activatedAt, ...extentOf(this.#learner) },
      versions: this.#versions.list(),
    };
  }

  /** Keeps a version: a copy of the live line or of another version. */
  createVersion(from: string, wanted: NewVersion, now: number): Result<Version, Failure> {
    const versions = this.#versions.list();
    const made = versions.find(
      ({ request }) => wanted.request && request?.key === wanted.request.key,
    );
    if (made) {
      return made.request?.fingerprint === wanted.request?.fingerprint
        ? ok(made)
        : fail(failure("idempotency_conflict", "this Idempotency-Key made another version"));
    }
    if (versions.filter(({ isRollbackPoint }) => !isRollbackPoint).length >= MOST_VERSIONS) {
      return fail(failure("too_many_models", `delete one of the ${MOST_VERSIONS} versions first`));
    }
    const source = this.#versions.get(from);
    if (from !== LIVE_MODEL && !source) return fail(unknownModel(from, "from"));
    return ok(
      this.#wholly(() => {
        const line = source ? this.#versions.line(source) : this.#live;
        return this.#versions.create(line, wanted, this.#storage.cursors(), now);
      }),
    );
  }

  deleteVersion(id: string): Result<null, Failure> {
    if (!this.#versions.get(id)) return fail(unknownModel(id));
    this.#wholly(() => this.#versions.delete(id));
    return ok(null);
  }

  /**
   * Lets the live line go on from a version, and keeps what it was as a version to roll back to.
   *
   * @param again also when it goes on from this one already
   * @param replacing how the live line decides until now
   * @param keep versions that must not be dropped for it
   * @returns `replaced`: the id of what was live, null when nothing was done; `isSettled`: whether the
   *   case's settings have followed, which the caller sees to
   */
  activate(
    id: string,
    again: boolean,
    replacing: ModelSettings,
    keep: readonly string[],
    now: number,
  ): Result<{ version: Version; replaced: string | null; isSettled: boolean }, Failure> {
    const version = this.#versions.get(id);
    if (!version) return fail(unknownModel(id));
    if (this.#origin?.from === id && !again) {
      return ok({ version, replaced: null, isSettled: this.#origin.isSettled });
    }
    const line = this.#versions.line(version);
    const { dimension, halfLifeMs } = this.#learner.options;
    const theirs = line.learner.options;
    if (theirs.dimension !== dimension || theirs.halfLifeMs !== halfLifeMs) {
      const message =
        "the version was made under another dimension or half_life_days: set the case's to those first";
      return fail(failure("model_conflict", message));
    }
    const replaced = this.#wholly(() => {
      const cursors = this.#storage.cursors();
      const point = this.#versions.create(
        this.#live,
        {
          name: LIVE_MODEL,
          learns: "none",
          warmStart: 1,
          settings: replacing,
          isRollbackPoint: true,
        },
        cursors,
        now,
      );
      this.#learner = continueFrom(this.#learner, line.learner);
      const lineage = branch(line.lineage, cursors, now, 1, "all");
      this.#origin = { from: id, activatedAt: now, isSettled: false, lineage };
      this.#replaceSums();
      this.#dropRollbackPoints([id, point.id, ...keep]);
      return point.id;
    });
    return ok({ version, replaced, isSettled: false });
  }

  /** The case's settings have followed those of the version that live goes on from. */
  settled(id: string): void {
    if (this.#origin?.from !== id) return;
    this.#origin = { ...this.#origin, isSettled: true };
    this.#store();
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

  get #lineage(): Lineage {
    return this.#origin?.lineage ?? FROM_THE_BEGINNING;
  }

  get #live(): Line {
    return { id: LIVE_MODEL, learner: this.#learner, lineage: this.#lineage };
  }

  #dropRollbackPoints(keep: readonly string[]): void {
    const points = this.#versions.list().filter(({ isRollbackPoint }) => isRollbackPoint);
    for (const { id } of points.slice(0, -MOST_ROLLBACK_POINTS)) {
      if (!keep.includes(id)) this.#versions.delete(id);
    }
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
    const lineage = this.#lineage;
    const shardOf = (label: string) =>
      decisionShard(this.env, account, caseId, parseShardLabel(label));
    const fresh = await rebuild({
      learner: this.#learner,
      cursors: () => this.#storage.cursors(),
      recap: (shard, after, upTo) => shardOf(shard).recap(after, upTo),
      replay: (shard, after, upTo) => shardOf(shard).replay(after, upTo),
      shareOf: (shard, lesson) => shareOf(lineage, shard, lesson),
      now: clockNow,
      pause: () => scheduler.wait(0),
    });
    // The case was deleted while the log was read, or goes on from another version.
    if (this.#storage !== storage || this.#lineage !== lineage) return;
    const { options } = this.#learner;
    this.#learner = sameOptions(options, fresh.options)
      ? fresh
      : { ...fresh, options, rebuildAt: fresh.activated };
    this.#replaceSums();
  }

  /** Does all of it or nothing: half a batch in memory would be learned again when it is sent again. */
  #wholly<Value>(work: () => Value): Value {
    return wholly(this.ctx.storage, work, () => this.#load());
  }

  #replaceSums(): void {
    this.#storage.clearSums();
    this.#writer = new SumsWriter();
    this.#store();
  }

  #store(): void {
    this.#writer.write(this.#learner, (action, bytes) => this.#storage.writeSums(action, bytes));
    this.#storage.writeState({
      header: exportHeader(this.#learner),
      activity: this.#activity,
      ...(this.#origin ? { origin: this.#origin } : {}),
    });
  }
}
