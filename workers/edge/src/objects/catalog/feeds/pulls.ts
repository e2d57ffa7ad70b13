import type { FeedPull } from "@nextmove/contract";
import type { PullOrder } from "../../../feed/taking/calls.ts";
import { failure, type Failure } from "../../../http/problems.ts";
import { fail, ok, type Result } from "../../../result.ts";

/** An order, and how far it is. */
interface Pull {
  order: PullOrder;
  orderedAt: number;
  attempts: number;
  /** When it is begun, or, after a crash, begun again. */
  dueAt: number;
  error: Failure | null;
}

const ATTEMPTS_LIMIT = 3;
/** Longer than any pull takes: one that has not ended by then was interrupted. */
const ATTEMPT_PATIENCE_MS = 15 * 60_000;

/** The feed a catalogue fetches by itself: one at a time, stored so that a restart does not lose it. */
export class Pulls {
  readonly #sql: SqlStorage;
  #pull: Pull | null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS pull (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    const [row] = sql.exec<{ body: string }>("SELECT body FROM pull").toArray();
    this.#pull = row ? JSON.parse(row.body) : null;
  }

  /** Takes an order; the same one again is the same one. */
  accept(order: PullOrder, now: number): Result<null, Failure> {
    const before = this.#pull;
    if (before && !before.error) {
      const { id, fingerprint } = before.order.request;
      const isSame = id === order.request.id && fingerprint === order.request.fingerprint;
      return isSame ? ok(null) : fail(failure("feed_busy", "another feed is being pulled"));
    }
    this.#write({ order, orderedAt: now, attempts: 0, dueAt: now, error: null });
    return ok(null);
  }

  /** The order that is due, begun with this; null: none. */
  begin(now: number): PullOrder | null {
    const pull = this.#pull;
    if (!pull || pull.error || pull.dueAt > now) return null;
    if (pull.attempts >= ATTEMPTS_LIMIT) {
      this.fail(failure("feed_interrupted", "it did not come to an end; order it again"));
      return null;
    }
    const { attempts } = pull;
    this.#write({ ...pull, attempts: attempts + 1, dueAt: now + ATTEMPT_PATIENCE_MS });
    return pull.order;
  }

  /** The feed was fetched and judged: its report says the rest. */
  end(): void {
    this.#sql.exec("DELETE FROM pull");
    this.#pull = null;
  }

  /** The feed could not be had. */
  fail(error: Failure): void {
    if (this.#pull) this.#write({ ...this.#pull, error });
  }

  get dueAt(): number | null {
    return this.#pull && !this.#pull.error ? this.#pull.dueAt : null;
  }

  get status(): FeedPull | null {
    if (!this.#pull) return null;
    const { order, orderedAt, error } = this.#pull;
    return {
      feed_id: order.request.id,
      state: error ? "failed" : "under_way",
      ordered_at: orderedAt,
      ...(error ? { error } : {}),
    };
  }

  #write(pull: Pull): void {
    this.#pull = pull;
    this.#sql.exec(
      "INSERT INTO pull (id, body) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET body = ?1",
      JSON.stringify(pull),
    );
  }
}
