import type { CaseSettings } from "@nextmove/contract";
import type { ModelHeader, PublishedAction } from "@nextmove/engine";
import type { Watermarks } from "../teaching/settling.ts";

/** How far the log was read for what recommended products have brought. */
export interface Told {
  /** Last event the Catalog has acknowledged. */
  acknowledged: number;
  /** Last event that was looked at; nothing after `acknowledged` up to here teaches anything. */
  read: number;
}

/** What a shard knows beyond its log; one row. */
export interface ShardState {
  /** Last event the model has absorbed. */
  acknowledged: number;
  watermarks: Watermarks;
  /** How far the Catalog was told what recommended products have brought. */
  told: Told;
  /** The case as the last call described it: alarms run without a call. */
  settings: CaseSettings | null;
  /** The replica's header at the last checkpoint. */
  replica: ModelHeader | null;
  /** Selects and rewards that waited for their decision in vain. */
  unattached: number;
  /** The case was deleted. A case of the same name gets other shards, so this stays. */
  deleted: boolean;
}

const INITIAL: ShardState = {
  acknowledged: 0,
  watermarks: [],
  told: { acknowledged: 0, read: 0 },
  settings: null,
  replica: null,
  unattached: 0,
  deleted: false,
};

/** The shard's tables beside its event log. */
export class ShardStorage {
  readonly #sql: SqlStorage;
  #waiting: number;
  #rowsWritten = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    sql.exec(
      "CREATE TABLE IF NOT EXISTS checkpoint (action TEXT PRIMARY KEY, scalars TEXT NOT NULL, bytes BLOB NOT NULL) WITHOUT ROWID",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS delay_table (version INTEGER PRIMARY KEY, arrived TEXT NOT NULL)",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS waiting (query_id TEXT, seq INTEGER, expires_at INTEGER NOT NULL, PRIMARY KEY (query_id, seq)) WITHOUT ROWID",
    );
    this.#waiting = sql
      .exec<{ count: number }>("SELECT count(*) AS count FROM waiting")
      .one().count;
  }

  /** Rows written since the object woke, beside its log: checkpoints, for the most part. */
  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  /** How many selects and rewards wait for their decision. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Whether something waits for the decision of this query. */
  isAwaited(queryId: string): boolean {
    if (this.#waiting === 0) return false;
    const rows = this.#sql.exec("SELECT 1 FROM waiting WHERE query_id = ? LIMIT 1", queryId);
    return rows.toArray().length > 0;
  }

  readState(): ShardState {
    const [row] = this.#sql.exec<{ body: string }>("SELECT body FROM state").toArray();
    if (!row) return INITIAL;
    const stored: ShardState = JSON.parse(row.body);
    return stored;
  }

  writeState(state: ShardState): void {
    this.#write(
      "INSERT INTO state (id, body) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET body = ?1",
      JSON.stringify(state),
    );
  }

  readCheckpoint(): PublishedAction[] {
    return this.#sql
      .exec<{ scalars: string; bytes: ArrayBuffer }>("SELECT scalars, bytes FROM checkpoint")
      .toArray()
      .map(({ scalars, bytes }) => ({ ...JSON.parse(scalars), bytes }));
  }

  writeCheckpoint(actions: readonly PublishedAction[]): void {
    for (const { bytes, ...scalars } of actions) {
      this.#write(
        "INSERT INTO checkpoint (action, scalars, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (action) DO UPDATE SET scalars = ?2, bytes = ?3",
        scalars.action,
        JSON.stringify(scalars),
        bytes,
      );
    }
  }

  /** Under a new feature space the old checkpoints mean nothing. */
  clearCheckpoint(): void {
    this.#write("DELETE FROM checkpoint");
  }

  readDelayTables(): Map<number, number[]> {
    const rows = this.#sql
      .exec<{ version: number; arrived: string }>("SELECT version, arrived FROM delay_table")
      .toArray();
    return new Map(rows.map(({ version, arrived }) => [version, JSON.parse(arrived)]));
  }

  addDelayTable(version: number, arrived: readonly number[]): void {
    this.#write(
      "INSERT INTO delay_table (version, arrived) VALUES (?, ?) ON CONFLICT DO NOTHING",
      version,
      JSON.stringify(arrived),
    );
  }

  /** A select or reward that overtook its decision. */
  wait(queryId: string, seq: number, expiresAt: number): void {
    this.#write(
      "INSERT INTO waiting (query_id, seq, expires_at) VALUES (?, ?, ?)",
      queryId,
      seq,
      expiresAt,
    );
    this.#waiting += 1;
  }

  /** Its decision has come. */
  attach(queryId: string): void {
    this.#waiting -= this.#write("DELETE FROM waiting WHERE query_id = ?", queryId);
  }

  /** When the first of them has waited too long, or null. */
  get nextExpiry(): number | null {
    if (this.#waiting === 0) return null;
    return this.#sql
      .exec<{ next: number | null }>("SELECT min(expires_at) AS next FROM waiting")
      .one().next;
  }

  /** Gives up on what has waited too long; how many that were. */
  expireWaiting(now: number): number {
    if (this.#waiting === 0) return 0;
    const { count } = this.#sql
      .exec<{ count: number }>("SELECT count(*) AS count FROM waiting WHERE expires_at <= ?", now)
      .one();
    if (count > 0) this.#write("DELETE FROM waiting WHERE expires_at <= ?", now);
    this.#waiting -= count;
    return count;
  }

  /** How many rows it wrote. */
  #write(statement: string, ...values: SqlStorageValue[]): number {
    const { rowsWritten } = this.#sql.exec(statement, ...values);
    this.#rowsWritten += rowsWritten;
    return rowsWritten;
  }
}
