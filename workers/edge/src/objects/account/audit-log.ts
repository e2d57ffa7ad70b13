/** Changes that are kept; a year of a busy shop's. */
const KEPT_ENTRIES = 10_000;
const PAGE_ENTRIES = 100;

interface AuditRow extends Record<string, SqlStorageValue> {
  n: number;
  at: number;
  actor: string;
  what: string;
}

/** What was changed in an account, by whom and when. The oldest entries make room for new ones. */
export class AuditLog {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  create(): void {
    this.#sql.exec(
      "CREATE TABLE IF NOT EXISTS audit (n INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, what TEXT NOT NULL)",
    );
  }

  /** @param actor key id, or what else did it */
  add(at: number, actor: string, what: string): void {
    this.#sql.exec("INSERT INTO audit (at, actor, what) VALUES (?, ?, ?)", at, actor, what);
    this.#sql.exec("DELETE FROM audit WHERE n <= (SELECT max(n) FROM audit) - ?", KEPT_ENTRIES);
  }

  /** The latest entries before number `before`, the latest first; and where to go on, or null. */
  page(before: number) {
    const entries = this.#sql
      .exec<AuditRow>(
        "SELECT n, at, actor, what FROM audit WHERE n < ? ORDER BY n DESC LIMIT ?",
        before,
        PAGE_ENTRIES,
      )
      .toArray();
    const isLast = entries.length < PAGE_ENTRIES;
    return { entries, before: isLast ? null : (entries.at(-1)?.n ?? null) };
  }
}
