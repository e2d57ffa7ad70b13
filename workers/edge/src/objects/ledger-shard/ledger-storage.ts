import type { Claim, Source } from "../../protocol/ledger-shard/claim.ts";

/**
 * More reports of one order are not kept: no honest shop sends them, and each is read with the others.
 * Pages and servers have this many each: what a page forges must not keep a server's out.
 */
const CLAIMS_LIMIT_PER_ORDER = 200;

interface ClaimRow extends Record<string, SqlStorageValue> {
  order_key: string;
  source: string;
  witness: string;
  entry: string;
  amount: number | null;
  currency: string | null;
  at: number;
  visitor: string | null;
  trusted: number;
}

const claimOf = ({ order_key, source, trusted, ...row }: ClaimRow): Claim => ({
  ...row,
  order: order_key,
  // What `insert` wrote comes back; the table has no other writer.
  source: source as Source,
  trusted: trusted === 1,
});

/** The shard's tables: what was reported of each order, and whose standing nobody has been told yet. */
export class LedgerStorage {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      `CREATE TABLE IF NOT EXISTS claim (order_key TEXT, source TEXT, witness TEXT, entry TEXT,
        amount REAL, currency TEXT, at INTEGER NOT NULL, visitor TEXT, trusted INTEGER NOT NULL,
        received INTEGER NOT NULL,
        PRIMARY KEY (order_key, source, witness, entry)) WITHOUT ROWID`,
    );
    sql.exec("CREATE TABLE IF NOT EXISTS untold (order_key TEXT PRIMARY KEY) WITHOUT ROWID");
    sql.exec(
      "CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY, forget_at INTEGER NOT NULL)",
    );
  }

  get isEmpty(): boolean {
    return this.#sql.exec("SELECT 1 FROM claim LIMIT 1").toArray().length === 0;
  }

  /** When to look next for what is too old, ms; null when that was never said. */
  get forgetAt(): number | null {
    const [row] = this.#sql.exec<{ forget_at: number }>("SELECT forget_at FROM state").toArray();
    return row?.forget_at ?? null;
  }

  set forgetAt(at: number) {
    this.#sql.exec(
      "INSERT INTO state (id, forget_at) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET forget_at = ?1",
      at,
    );
  }

  claims(order: string): Claim[] {
    return this.#sql
      .exec<ClaimRow>(
        `SELECT order_key, source, witness, entry, amount, currency, at, visitor, trusted
          FROM claim WHERE order_key = ?`,
        order,
      )
      .toArray()
      .map(claimOf);
  }

  /** Rises with every report of an order: when the last was received, ms, or a little more. */
  revision(order: string): number {
    return (
      this.#sql
        .exec<{ last: number | null }>(
          "SELECT max(received) AS last FROM claim WHERE order_key = ?",
          order,
        )
        .one().last ?? 0
    );
  }

  /** Whether the report was new. */
  insert({ order, source, witness, entry, ...claim }: Claim, now: number): boolean {
    const trusted = claim.trusted ? 1 : 0;
    const known = this.#sql
      .exec<{ n: number }>(
        "SELECT count(*) AS n FROM claim WHERE order_key = ? AND trusted = ?",
        order,
        trusted,
      )
      .one();
    if (known.n >= CLAIMS_LIMIT_PER_ORDER) return false;
    const written = this.#sql.exec(
      "INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      order,
      source,
      witness,
      entry,
      claim.amount,
      claim.currency,
      claim.at,
      claim.visitor,
      trusted,
      Math.max(now, this.revision(order) + 1),
    );
    return written.rowsWritten > 0;
  }

  untell(order: string): void {
    this.#sql.exec("INSERT OR IGNORE INTO untold VALUES (?)", order);
  }

  told(orders: readonly string[]): void {
    for (const order of orders) this.#sql.exec("DELETE FROM untold WHERE order_key = ?", order);
  }

  untold(limit: number): string[] {
    return this.#sql
      .exec<{ order_key: string }>("SELECT order_key FROM untold LIMIT ?", limit)
      .toArray()
      .map(({ order_key }) => order_key);
  }

  get isUntold(): boolean {
    return this.untold(1).length > 0;
  }

  /**
   * Forgets orders of which nothing has been received since: as a whole, since what is left of the reports of
   * an order comes to something else. A scan.
   */
  forgetBefore(time: number): void {
    this.#sql.exec(
      `DELETE FROM claim WHERE order_key IN
        (SELECT order_key FROM claim GROUP BY order_key HAVING max(received) < ?)`,
      time,
    );
  }

  /** Takes visitors' ids off their orders. */
  forgetVisitors(visitors: readonly string[]): void {
    this.#sql.exec(
      "UPDATE claim SET visitor = NULL WHERE visitor IN (SELECT value FROM json_each(?))",
      JSON.stringify(visitors),
    );
  }
}
