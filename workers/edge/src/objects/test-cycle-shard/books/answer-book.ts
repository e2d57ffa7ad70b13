/** After that an event sent again is still known, and answered as a duplicate. */
const KEPT_MS = 31 * 86_400_000;

/** No request is worked on for longer: one that was cut off never says that it has ended. */
const OPEN_MS = 60_000;

/** What became of a request with an Idempotency-Key. */
export interface GivenAnswer {
  /** Tells the request from another one under the same key. */
  fingerprint: string;
  /** Null: none yet, or none that is kept. */
  answer: string | null;
}

/** Stands for the answer to a request that is worked on. */
const NONE_YET = "";

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

  /**
   * Asks to work on a request; whoever may do so says when it ends. One row.
   *
   * @returns the answer that was given under the key, or which other request is worked on; null: work
   */
  begin(key: string, fingerprint: string, now: number): GivenAnswer | null {
    const known = this.#of(key);
    if (known) {
      const { answer, at, fingerprint: its } = known;
      if (answer !== NONE_YET) return { fingerprint: its, answer };
      if (its !== fingerprint && now < at + OPEN_MS) return { fingerprint: its, answer: null };
    }
    this.#note(key, fingerprint, NONE_YET, now);
    return null;
  }

  /** A request is not worked on any more: what was answered is kept, or the key is free again. One row. */
  end(key: string, { fingerprint, answer }: GivenAnswer, now: number): void {
    if (answer !== null) this.#note(key, fingerprint, answer, now);
    else {
      this.#sql.exec(
        "DELETE FROM answer WHERE key = ? AND fingerprint = ? AND answer = ?",
        key,
        fingerprint,
        NONE_YET,
      );
    }
  }

  /** Keeps a key for what came with it first. One row. @returns whether it is this */
  keep(key: string, fingerprint: string, now: number): boolean {
    if (this.#of(key) === undefined) this.#note(key, fingerprint, fingerprint, now);
    return this.#of(key)?.fingerprint === fingerprint;
  }

  forget(now: number): void {
    if (this.forgetAt === null || this.forgetAt > now) return;
    this.#sql.exec("DELETE FROM answer WHERE at <= ?", now - KEPT_MS);
    this.#oldestAt = this.#readOldest();
  }

  #of(key: string): { fingerprint: string; answer: string; at: number } | undefined {
    return this.#sql
      .exec<{ fingerprint: string; answer: string; at: number }>(
        "SELECT fingerprint, answer, at FROM answer WHERE key = ?",
        key,
      )
      .toArray()[0];
  }

  /** Of two answers that were given at once the first stands. */
  #note(key: string, fingerprint: string, answer: string, at: number): void {
    this.#sql.exec(
      "INSERT INTO answer (key, fingerprint, answer, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE SET fingerprint = ?2, answer = ?3, at = ?4 WHERE answer.answer = ?5",
      key,
      fingerprint,
      answer,
      at,
      NONE_YET,
    );
    this.#oldestAt = Math.min(at, this.#oldestAt ?? at);
  }

  /** A scan: few requests carry a key. */
  #readOldest(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT min(at) AS at FROM answer").one().at;
  }
}
