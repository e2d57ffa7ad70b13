import {
  arrivedAt,
  createReplica,
  exportReplicaAction,
  install,
  learnAll,
  type Publication,
  type Replica,
  restoreReplica,
} from "@nextmove/engine";
import type { Lesson } from "../../../protocol/case-model/learning.ts";
import type { ShardState, ShardStorage } from "./shard-storage.ts";

/** Features per action until the case's model says otherwise. */
const INITIAL_DIMENSION = 160;

/** The shard's replica of the model: what it ranks with, kept across restarts. */
export class ShardModel {
  readonly #storage: ShardStorage;
  readonly #delayTables: Map<number, readonly number[]>;
  readonly replica: Replica;

  constructor(storage: ShardStorage, header: ShardState["replica"]) {
    this.#storage = storage;
    this.#delayTables = storage.readDelayTables();
    this.replica = header
      ? restoreReplica(header, storage.readCheckpoint())
      : createReplica(INITIAL_DIMENSION);
    this.#rememberDelayTable();
  }

  get held(): { version: number; space: number } {
    const { version, space } = this.replica.header;
    return { version, space: space.version };
  }

  /** Share of rewards that has come by a level, under the table that was in force. */
  arrived(version: number, level: number): number {
    const arrived = this.#delayTables.get(version) ?? this.replica.header.delays.arrived;
    return arrivedAt({ version, arrived }, level);
  }

  /** Learns at once, on top of the installed version. */
  learn(lessons: readonly Lesson[]): void {
    learnAll(this.replica, lessons);
  }

  /**
   * Takes over a new version and writes the checkpoint.
   *
   * @param unabsorbed what this shard learned that the version does not hold yet
   */
  install(publication: Publication, unabsorbed: readonly Lesson[]): void {
    const newSpace = publication.header.space.version !== this.held.space;
    const replaced = new Set(install(this.replica, publication));
    if (newSpace) this.#storage.clearCheckpoint();
    this.#storage.writeCheckpoint(
      publication.actions.flatMap(({ action }) => exportReplicaAction(this.replica, action) ?? []),
    );
    this.#rememberDelayTable();
    const own = unabsorbed.map(({ observation, terms }) => ({
      observation,
      terms: terms.filter(({ action }) => replaced.has(action)),
    }));
    learnAll(this.replica, own);
  }

  #rememberDelayTable(): void {
    const { version, arrived } = this.replica.header.delays;
    if (this.#delayTables.has(version)) return;
    this.#delayTables.set(version, arrived);
    this.#storage.addDelayTable(version, arrived);
  }
}
