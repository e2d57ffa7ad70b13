import { type CreateModelRequest, LIVE_MODEL, type ModelSettings } from "@nextmove/contract";
import {
  absorb,
  exportHeader,
  fork,
  type Learner,
  type Publication,
  publish,
  restoreLearner,
} from "@nextmove/engine";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import {
  type Held,
  type LearningBatch,
  PUBLICATION_LIMIT_BYTES,
  type VersionPublication,
} from "../../protocol/case-model/learning.ts";
import { RecentlyUsed } from "../../recently-used.ts";
import { branch, type Lineage, shareOf, type Source } from "./lineage.ts";
import { SumsWriter } from "./sums-writer.ts";
import { type Version, VersionStorage } from "./version-storage.ts";

/** Versions that are kept by names of their own: each takes up to 20 MB of the object's 10 GB. */
const MOST_VERSIONS = 20;
/** Of them those that learn: each learns every batch again, and writes the sums of what it changed. */
const MOST_LEARNING_VERSIONS = 5;
/** Learners that are kept in memory between calls: an object has 128 MB, the live one takes up to 41. */
const MEMORY_LIMIT_BYTES = 32 * 1024 * 1024;

const NOTHING: Held = { version: 0, space: 0 };

/** A line of the model that another one can start from. */
export interface Line {
  id: string;
  learner: Learner;
  lineage: Lineage;
}

/** What a new version is asked to be. */
export interface NewVersion {
  name: string;
  learns: CreateModelRequest["learns"];
  warmStart: number;
  settings: ModelSettings;
  isRollbackPoint: boolean;
  request?: Version["request"];
}

interface Loaded {
  learner: Learner;
  writer: SumsWriter;
}

const evidenceOf = ({ actions }: Learner): number => {
  let decisions = 0;
  for (const { statistics } of actions.values()) decisions += statistics.n;
  return decisions;
};

/** How much a line knows, for people. */
export const extentOf = (learner: Learner) => ({
  decisions: evidenceOf(learner),
  actions: learner.actions.size,
  space: learner.replica.header.space.version,
});

/** Bytes of a learner's matrices: sums and ranking form of each action, a triangle of float64 each. */
const bytesOf = ({ learner: { actions, replica } }: Loaded): number =>
  actions.size * replica.header.space.dimension ** 2 * 8;

/** The failure of an id that is no version of the case. */
export const unknownModel = (id: string, path?: string): Failure =>
  failure("unknown_model", `the case has no version ${id}`, path);

/** The versions of a case's model beside the live line: stored, in memory only while they are used. */
export class Versions {
  readonly #storage: VersionStorage;
  #versions: Map<string, Version>;
  readonly #loaded = new RecentlyUsed<Loaded>(MEMORY_LIMIT_BYTES, bytesOf);

  constructor(sql: SqlStorage) {
    this.#storage = new VersionStorage(sql);
    this.#versions = new Map(this.#storage.list().map((version) => [version.id, version]));
  }

  /** All of them, oldest first. */
  list(): Version[] {
    return [...this.#versions.values()];
  }

  get(id: string): Version | undefined {
    return this.#versions.get(id);
  }

  /** Keeps a version as asked for, once per Idempotency-Key: a copy of the live line or of a version. */
  make(
    live: Line,
    from: string,
    wanted: NewVersion,
    cursors: ReadonlyMap<string, number>,
    now: number,
  ): Result<Version, Failure> {
    const { request } = wanted;
    const made = this.list().find((version) => request && version.request?.key === request.key);
    if (made) {
      return made.request?.fingerprint === request?.fingerprint
        ? ok(made)
        : fail(failure("idempotency_conflict", "this Idempotency-Key made another version"));
    }
    const named = this.list().filter(({ isRollbackPoint }) => !isRollbackPoint);
    if (named.length >= MOST_VERSIONS) {
      return fail(failure("too_many_models", `delete one of the ${MOST_VERSIONS} versions first`));
    }
    const learning = named.filter(({ learns }) => learns !== "none");
    if (wanted.learns !== "none" && learning.length >= MOST_LEARNING_VERSIONS) {
      const message = `delete one of the ${MOST_LEARNING_VERSIONS} versions that learn first`;
      return fail(failure("too_many_models", message));
    }
    if (from === LIVE_MODEL) return ok(this.create(live, wanted, cursors, now));
    const version = this.#versions.get(from);
    if (!version) return fail(unknownModel(from, "from"));
    return ok(this.create(this.line(version), wanted, cursors, now));
  }

  /** Keeps a copy of a line under a new id. The line is left as it is. */
  create(
    from: Line,
    wanted: NewVersion,
    cursors: ReadonlyMap<string, number>,
    now: number,
  ): Version {
    const { name, ...rest } = wanted;
    const id = `${name}_v${this.#storage.nextNumber(name)}`;
    const learner = fork(from.learner, wanted.warmStart);
    const source: Source = wanted.learns === "own" ? id : wanted.learns;
    const version: Version = {
      ...rest,
      id,
      from: from.id,
      createdAt: now,
      isSolved: false,
      lineage: branch(from.lineage, cursors, now, wanted.warmStart, source),
      ...extentOf(learner),
    };
    const loaded = { learner, writer: new SumsWriter() };
    this.#keep(version, loaded);
    // Before the first visitor has to wait for it; for a rollback point, as a rule, nobody will.
    if (wanted.learns === "none" && !wanted.isRollbackPoint) this.#solve(version, loaded);
    if (wanted.learns === "none") this.#loaded.delete(id);
    return version;
  }

  delete(id: string): void {
    this.#storage.delete(id);
    this.#versions.delete(id);
    this.#loaded.delete(id);
  }

  /** The version as a line to start from. */
  line(version: Version): Line {
    return { id: version.id, learner: this.#load(version.id).learner, lineage: version.lineage };
  }

  /** Learns what a shard taught, in each version that takes part of it. */
  absorb({ shard, lessons }: LearningBatch, now: number): void {
    for (const version of this.#versions.values()) {
      if (version.learns === "none") continue;
      const shares = lessons.map((lesson) => shareOf(version.lineage, shard, lesson));
      if (shares.every((share) => share === 0)) continue;
      const loaded = this.#load(version.id);
      for (const [index, { observation, terms }] of lessons.entries()) {
        const share = shares[index] ?? 0;
        if (share > 0) absorb(loaded.learner, observation, terms, now, share);
      }
      this.#keep(version, loaded);
    }
  }

  /** What changed of a version since what a replica holds; or why there is nothing to hold. */
  publish(id: string, held: Held): VersionPublication {
    const version = this.#versions.get(id);
    if (!version) return this.#isPast(id) ? "deleted" : "external";
    const { settings } = version;
    const learns = version.learns !== "none";
    const publication = learns
      ? this.#publishLearning(version, held)
      : this.#publishFrozen(version, held);
    return { publication, settings, learns };
  }

  #publishLearning(version: Version, held: Held): Publication {
    const loaded = this.#load(version.id);
    const before = loaded.learner.version;
    const publication = publish(loaded.learner, held, PUBLICATION_LIMIT_BYTES);
    // It may have been fitted, and a model that restarts must not give a number twice.
    if (loaded.learner.version !== before) this.#keep(version, loaded);
    return publication;
  }

  #publishFrozen(version: Version, held: Held): Publication {
    const { id } = version;
    if (!version.isSolved) {
      this.#solve(version, this.#load(id));
      this.#loaded.delete(id);
    }
    return this.#storage.readPublication(id, held, PUBLICATION_LIMIT_BYTES);
  }

  /** Once for a frozen version: it takes some 5 ms an action, and every shard that wakes asks for all of it. */
  #solve(version: Version, loaded: Loaded): void {
    const { learner } = loaded;
    for (const solved of publish(learner, NOTHING, Number.POSITIVE_INFINITY).actions) {
      const number = learner.actions.get(solved.action)?.version ?? 0;
      this.#storage.writePosterior(version.id, number, solved);
    }
    this.#keep({ ...version, isSolved: true }, loaded);
  }

  /** Whether there was a version of this id. */
  #isPast(id: string): boolean {
    const [, name, number] = /^(.+)_v(\d+)$/.exec(id) ?? [];
    return name !== undefined && Number(number) <= this.#storage.lastNumber(name);
  }

  #load(id: string): Loaded {
    const known = this.#loaded.get(id);
    if (known) return known;
    const learner = restoreLearner(this.#storage.readHeader(id), this.#storage.readSums(id));
    const loaded = { learner, writer: new SumsWriter(learner) };
    this.#loaded.set(id, loaded);
    return loaded;
  }

  #keep(version: Version, loaded: Loaded): void {
    const { id } = version;
    const kept = { ...version, ...extentOf(loaded.learner) };
    loaded.writer.write(loaded.learner, (action, bytes) =>
      this.#storage.writeSums(id, action, bytes),
    );
    this.#storage.writeHeader(id, exportHeader(loaded.learner));
    this.#storage.write(kept);
    this.#versions.set(id, kept);
    this.#loaded.set(id, loaded);
  }
}
