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

/** Answers to requests that came with an Idempotency-Key: sent again they are answered the same. */
export class AnswerBook {
  readonly #sql: SqlStorage;
  /** Requests that are worked on, by key. In memory: an object that restarts meanwhile takes both of two. */
  readonly #open = new Map<string, { fingerprint: string; until: number }>();
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
   * Asks to work on a request; whoever may do so says when it ends.
   *
   * @returns the answer that was given under the key, or which other request is worked on; null: work
   */
  begin(key: string, fingerprint: string, now: number): GivenAnswer | null {
    const given = this.#of(key);
    if (given) return given;
    const open = this.#open.get(key);
    if (open && open.fingerprint !== fingerprint && now < open.until) {
      return { fingerprint: open.fingerprint, answer: null };
    }
    this.#open.set(key, { fingerprint, until: now + OPEN_MS });
    return null;
  }

  /** A request is not worked on any more: what was answered is kept, or the key is free again. */
  end(key: string, { fingerprint, answer }: GivenAnswer, now: number): void {
    if (this.#open.get(key)?.fingerprint === fingerprint) this.#open.delete(key);
    if (answer !== null) this.#note(key, fingerprint, answer, now);
  }

  #of(key: string): GivenAnswer | null {
    const [row] = this.#sql
      .exec<{ fingerprint: string; answer: string }>(
        "SELECT fingerprint, answer FROM answer WHERE key = ?",
        key,
      )
      .toArray();
    return row ?? null;
  }

  /** Of two that came at once the first stands. */
  #note(key: string, fingerprint: string, answer: string, at: number): void {
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
    for (const [key, { until }] of this.#open) if (until <= now) this.#open.delete(key);
    if (this.forgetAt === null || this.forgetAt > now) return;
    this.#sql.exec("DELETE FROM answer WHERE at <= ?", now - KEPT_MS);
    this.#oldestAt = this.#readOldest();
  }

  /** A scan: few requests carry a key. */
  #readOldest(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT min(at) AS at FROM answer").one().at;
  }
}
