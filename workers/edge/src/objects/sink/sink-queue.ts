import type { Shape } from "../../forward/kinds/kind.ts";
import type { Message } from "../../protocol/sink/message.ts";

/** Rows looked through for one whose visitor is free; all of them busy: wait for one to be done. */
const WINDOW_ROWS = 1_000;
/** Rows among which more for the same request are looked for. */
const BATCH_WINDOW_ROWS = 200;

interface Queued {
  n: number;
  visitor: string;
  message: Message;
}

/** What goes into one request. Of one visitor, unless the sink's order is that of everything. */
export interface Batch {
  queued: readonly [Queued, ...Queued[]];
  visitor: string;
  /** None of it has failed, nor anything before it of its visitor: nothing is held. */
  isFresh: boolean;
  /** How often its first message was tried in vain, and since when, ms. */
  attempts: number;
  since: number | null;
}

interface Row extends Record<string, SqlStorageValue> {
  n: number;
  visitor: string;
  body: string;
}

interface BlockedRow extends Record<string, SqlStorageValue> {
  visitor: string;
  attempts: number;
  since: number | null;
}

const FRESH = { isFresh: true, attempts: 0, since: null } as const;

const queuedOf = ({ n, visitor, body }: Row): Queued => ({
  n,
  visitor,
  // `SinkStorage` stringified it; the tables have no other writer.
  message: JSON.parse(body) as Message,
});

/** A request's messages: the first, and those that may go with it. */
const together = (rows: readonly Row[], shape: Shape): [Queued, ...Queued[]] | null => {
  const [first, ...rest] = rows.map(queuedOf);
  if (!first) return null;
  const apart = rest.findIndex(
    ({ message }) => shape.belongs && !shape.belongs(first.message, message),
  );
  return [first, ...(apart < 0 ? rest : rest.slice(0, apart))];
};

/**
 * What waits for delivery. `message` is walked in order; when one fails, it and what comes after it of
 * its visitor goes to `held` until it is through or parked, so that nobody else waits for them.
 */
export class SinkQueue {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS message (n INTEGER PRIMARY KEY, visitor TEXT NOT NULL, body TEXT NOT NULL)",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS held (visitor TEXT, n INTEGER, body TEXT NOT NULL, PRIMARY KEY (visitor, n)) WITHOUT ROWID",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS blocked (visitor TEXT PRIMARY KEY, attempts INTEGER NOT NULL, since INTEGER, due_at INTEGER NOT NULL) WITHOUT ROWID",
    );
    sql.exec("CREATE INDEX IF NOT EXISTS blocked_due ON blocked (due_at)");
    sql.exec(
      "CREATE TABLE IF NOT EXISTS parked (n INTEGER PRIMARY KEY, visitor TEXT NOT NULL, body TEXT NOT NULL, parked_at INTEGER NOT NULL, reason TEXT NOT NULL)",
    );
  }

  /** What to send next; null when nothing is due whose visitor is not `busy`. */
  next(now: number, busy: ReadonlySet<string>, shape: Shape): Batch | null {
    if (shape.inOrder === "all") return busy.size > 0 ? null : this.#nextOfAll(shape);
    return this.#nextDue(now, busy, shape) ?? this.#nextFresh(busy, shape);
  }

  /** It has arrived, or does not have to. */
  done({ queued, visitor, isFresh }: Batch, now: number): void {
    for (const { n } of queued) {
      if (isFresh) this.#sql.exec("DELETE FROM message WHERE n = ?", n);
      else this.#sql.exec("DELETE FROM held WHERE visitor = ? AND n = ?", visitor, n);
    }
    if (!isFresh) this.#unblock(visitor, now);
  }

  /** It has not arrived: it is due again later, and its visitor's other messages wait for it. */
  failed(batch: Batch, now: number, dueAt: number): void {
    if (batch.isFresh) for (const { n } of batch.queued) this.#hold(n);
    this.#sql.exec(
      "INSERT INTO blocked (visitor, attempts, since, due_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (visitor) DO UPDATE SET attempts = ?2, since = ?3, due_at = ?4",
      batch.visitor,
      batch.attempts + 1,
      batch.since ?? now,
      dueAt,
    );
  }

  /** Given up, until a replay: what comes after it goes on. */
  park(batch: Batch, now: number, reason: string): void {
    const table = batch.isFresh ? "message" : "held";
    for (const { n, visitor } of batch.queued) {
      // From where it waited: its visitor may have been erased while it was under way.
      this.#sql.exec(
        `INSERT OR REPLACE INTO parked (n, visitor, body, parked_at, reason) SELECT n, visitor, body, ?, ? FROM ${table} WHERE visitor = ? AND n = ?`,
        now,
        reason,
        visitor,
        n,
      );
    }
    this.done(batch, now);
  }

  /** What has failed is due at once: its endpoint may be another one now. */
  retryNow(now: number): void {
    this.#sql.exec("UPDATE blocked SET due_at = ?1 WHERE due_at > ?1", now);
  }

  /** When a failed one is due again, ms; null when none has failed. */
  get nextRetry(): number | null {
    return this.#sql.exec<{ due: number | null }>("SELECT min(due_at) AS due FROM blocked").one()
      .due;
  }

  /** Whether at least this many wait that have not failed. */
  hasFresh(count: number): boolean {
    const found = this.#sql.exec("SELECT 1 FROM message LIMIT ?", count).toArray();
    return found.length === count;
  }

  #nextDue(now: number, busy: ReadonlySet<string>, shape: Shape): Batch | null {
    for (;;) {
      const due = this.#sql
        .exec<BlockedRow>(
          "SELECT visitor, attempts, since FROM blocked WHERE due_at <= ? ORDER BY due_at LIMIT ?",
          now,
          busy.size + 1,
        )
        .toArray()
        .find(({ visitor }) => !busy.has(visitor));
      if (!due) return null;
      const rows = this.#sql.exec<Row>(
        "SELECT n, visitor, body FROM held WHERE visitor = ? ORDER BY n LIMIT ?",
        due.visitor,
        // One by one: which of them was it?
        due.attempts > 0 ? 1 : shape.most,
      );
      const queued = together(rows.toArray(), shape);
      if (queued) return { ...due, queued, isFresh: false };
      // Forgotten while it was under way.
      this.#unblock(due.visitor, now);
    }
  }

  #nextFresh(busy: ReadonlySet<string>, shape: Shape): Batch | null {
    for (;;) {
      const [first] = this.#sql
        .exec<{ n: number; visitor: string; blocked: number }>(
          `SELECT n, visitor, EXISTS (SELECT 1 FROM blocked WHERE blocked.visitor = ahead.visitor) AS blocked
           FROM (SELECT n, visitor FROM message ORDER BY n LIMIT ?1) AS ahead
           WHERE visitor NOT IN (SELECT value FROM json_each(?2)) LIMIT 1`,
          WINDOW_ROWS,
          JSON.stringify([...busy]),
        )
        .toArray();
      if (!first) return null;
      if (first.blocked) {
        this.#hold(first.n);
        continue;
      }
      const rows = this.#sql.exec<Row>(
        "SELECT n, visitor, body FROM (SELECT n, visitor, body FROM message WHERE n >= ?1 ORDER BY n LIMIT ?2) WHERE visitor = ?3 LIMIT ?4",
        first.n,
        shape.most > 1 ? BATCH_WINDOW_ROWS : 1,
        first.visitor,
        shape.most,
      );
      const queued = together(rows.toArray(), shape);
      return queued && { queued, visitor: first.visitor, ...FRESH };
    }
  }

  #nextOfAll(shape: Shape): Batch | null {
    const rows = this.#sql.exec<Row>(
      "SELECT n, visitor, body FROM message ORDER BY n LIMIT ?",
      shape.most,
    );
    const queued = together(rows.toArray(), shape);
    return queued && { queued, visitor: "", ...FRESH };
  }

  #hold(n: number): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO held (visitor, n, body) SELECT visitor, n, body FROM message WHERE n = ?",
      n,
    );
    this.#sql.exec("DELETE FROM message WHERE n = ?", n);
  }

  /** What waited for the visitor's failed message goes on at once. */
  #unblock(visitor: string, now: number): void {
    const waits = this.#sql.exec("SELECT 1 FROM held WHERE visitor = ? LIMIT 1", visitor).toArray();
    if (waits.length === 0) {
      this.#sql.exec("DELETE FROM blocked WHERE visitor = ?", visitor);
    } else {
      this.#sql.exec(
        "UPDATE blocked SET attempts = 0, since = NULL, due_at = ? WHERE visitor = ?",
        now,
        visitor,
      );
    }
  }
}
