import {
  ageHead,
  createHead,
  exportHead,
  type Head,
  learnPlace,
  restoreHead,
} from "@nextmove/engine";
import type { RewardBatch } from "../../../decision-log/place-lessons.ts";

/**
 * What rewards have taught of the head of lists, and up to where each shard's log has been learned,
 * in one row: a crash loses both alike, so that a shard tells again what was lost and no more.
 */
export class LearnedHead {
  readonly #sql: SqlStorage;
  #head: Head;
  readonly #cursors: Map<string, number>;
  #isChanged = false;
  #rowsWritten = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS head (id INTEGER PRIMARY KEY, cursors TEXT NOT NULL, bytes BLOB NOT NULL)",
    );
    const [row] = sql
      .exec<{ cursors: string; bytes: ArrayBuffer }>("SELECT cursors, bytes FROM head")
      .toArray();
    this.#head = row ? restoreHead(new Uint8Array(row.bytes)) : createHead();
    this.#cursors = new Map(row ? JSON.parse(row.cursors) : []);
  }

  get head(): Head {
    return this.#head;
  }

  /** As bytes, for a replica. */
  get bytes(): Uint8Array {
    return exportHead(this.#head);
  }

  /** Takes what the first Catalog has learned in place of what was. */
  replace(bytes: Uint8Array): void {
    this.#head = restoreHead(bytes);
    this.#isChanged = true;
  }

  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  /**
   * Learns a batch once. One that does not begin where the last one ended is passed over.
   *
   * @returns up to where the shard's log has been learned: the shard goes on from there
   */
  learn({ shard, fromSeq, toSeq, lessons, ...ages }: RewardBatch, now: number): number {
    const cursor = this.#cursors.get(shard) ?? 0;
    if (fromSeq !== cursor || toSeq <= cursor) return cursor;
    ageHead(this.#head, ages, now);
    for (const { features, ...lesson } of lessons) {
      for (const each of features) learnPlace(this.#head, { ...lesson, features: each });
    }
    this.#cursors.set(shard, toSeq);
    this.#isChanged = true;
    return toSeq;
  }

  save(): void {
    if (!this.#isChanged) return;
    this.#rowsWritten += this.#sql.exec(
      "INSERT INTO head (id, cursors, bytes) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET cursors = ?1, bytes = ?2",
      JSON.stringify([...this.#cursors]),
      exportHead(this.#head).slice().buffer,
    ).rowsWritten;
    this.#isChanged = false;
  }
}
