/** An answer that was given to a request with an Idempotency-Key. */
export interface GivenAnswer {
  /** Tells the request from another one under the same key. */
  fingerprint: string;
  answer: string;
}

/** Answers to requests that came with an Idempotency-Key: sent again they are answered the same. */
export class AnswerBook {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID",
    );
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
  }

  /** A scan: few requests carry a key. */
  forgetBefore(at: number): void {
    this.#sql.exec("DELETE FROM answer WHERE at < ?", at);
  }
}
