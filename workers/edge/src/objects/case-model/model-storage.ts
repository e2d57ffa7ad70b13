import type { LearnerHeader } from "@nextmove/engine";
import type { Activity } from "./activity.ts";
import type { Lineage } from "./lineage.ts";
import { joined, piecesOf } from "./pieces.ts";

/** What the CaseModel keeps beside the sums. */
interface ModelState {
  header: LearnerHeader;
  activity: Activity;
  /** Number of the case's definition that the learner's options are from; 0: of none yet. */
  revision: number;
  /** Absent: from the beginning. */
  origin?: Origin;
}

/** What the live line goes on from since it was replaced by a version. */
export interface Origin {
  from: string;
  activatedAt: number;
  /** Whether the case's settings have followed the version's. */
  isSettled: boolean;
  lineage: Lineage;
}

/** The CaseModel's tables: sums by action, the cursor of each shard, the state. */
export class ModelStorage {
  readonly #sql: SqlStorage;
  #rowsWritten = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
    sql.exec(
      "CREATE TABLE IF NOT EXISTS sums (action TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS shard_cursor (shard TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID",
    );
  }

  /** Rows written since the object woke. */
  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  readState(): ModelState | null {
    const rows = this.#sql
      .exec<{ body: ArrayBuffer }>("SELECT body FROM state ORDER BY id")
      .toArray();
    // Written below.
    return (joined(rows.map(({ body }) => body)) as ModelState | undefined) ?? null;
  }

  writeState(state: ModelState): void {
    const pieces = piecesOf(state);
    for (const [id, piece] of pieces.entries()) {
      this.#write(
        "INSERT INTO state (id, body) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = ?2",
        id,
        piece,
      );
    }
    this.#write("DELETE FROM state WHERE id >= ?", pieces.length);
  }

  readSums(): Map<string, ArrayBuffer> {
    const rows = this.#sql
      .exec<{ action: string; bytes: ArrayBuffer }>("SELECT action, bytes FROM sums")
      .toArray();
    return new Map(rows.map(({ action, bytes }) => [action, bytes]));
  }

  writeSums(action: string, bytes: ArrayBuffer): void {
    this.#write(
      "INSERT INTO sums (action, bytes) VALUES (?1, ?2) ON CONFLICT (action) DO UPDATE SET bytes = ?2",
      action,
      bytes,
    );
  }

  clearSums(): void {
    this.#write("DELETE FROM sums");
  }

  cursors(): Map<string, number> {
    const rows = this.#sql
      .exec<{ shard: string; seq: number }>("SELECT shard, seq FROM shard_cursor")
      .toArray();
    return new Map(rows.map(({ shard, seq }) => [shard, seq]));
  }

  writeCursor(shard: string, seq: number): void {
    this.#write(
      "INSERT INTO shard_cursor (shard, seq) VALUES (?1, ?2) ON CONFLICT (shard) DO UPDATE SET seq = ?2",
      shard,
      seq,
    );
  }

  #write(statement: string, ...values: unknown[]): void {
    this.#rowsWritten += this.#sql.exec(statement, ...values).rowsWritten;
  }
}
