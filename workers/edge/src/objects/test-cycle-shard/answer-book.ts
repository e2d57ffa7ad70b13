/** After that an event sent again is still known, and answered as a duplicate. */
const KEPT_MS = 31 * 86_400_000;

/** An answer that was given to a request with an Idempotency-Key. */
export interface GivenAnswer {
  /** Tells the request from another one under the same key. */
  fingerprint: string;
  answer: string;
}

/** Answers to requests that came with an Idempotency-Key: sent again they are answered the same. */
export class AnswerBook {
  readonly #sql: SqlStorage;
  #oldestAt: number | null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID",
    );
    this.#oldestAt = this.#readOldest();
  }

  /** When the next one has to be forgotten, ms; null when there is none. */
  get forgetAt(): number | null {
    return this.#oldestAt === null ? null : this.#oldestAt + KEPT_MS;
  }

  of(key: string): GivenAnswer | null {
    const [row] = this.#sql
      .exec<{ fingerprint: string; answer: string }>(
        "SELECT fingerprint, answer FROM answer WHERE key = ?",
        key,
      )
      .toArray();
    return row ?? null;
  }

  /** Of two that came at once the first stands. */
  note(key: string, { fingerprint, answer }: GivenAnswer, at: number): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO answer (key, fingerprint, answer, at) VALUES (?, ?, ?, ?)",
      key,
      fingerprint,
      answer,
      at,
    );
    this.#oldestAt = Math.min(at, this.#oldestAt ?? at);
  }

  forget(now: number): void {
    if (this.forgetAt === null || this.forgetAt > now) return;
    this.#sql.exec("DELETE FROM answer WHERE at <= ?", now - KEPT_MS);
    this.#oldestAt = this.#readOldest();
  }

  /** A scan: few requests carry a key. */
  #readOldest(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT min(at) AS at FROM answer").one().at;
  }
}
