import { machineTime, now as clockNow } from "../clock.ts";

/** The least that overdue work waits: what stays overdue must not spin. */
const SHORTEST_WAIT_MS = 1_000;
/** After work that failed. */
const RETRY_AFTER_MS = 60_000;

interface Waits {
  shortestMs?: number;
  retryMs?: number;
}

/**
 * An object's alarm: it has only one, which serves all that is due in it. Times are on the Worker's
 * clock.
 */
export class Alarm {
  readonly #storage: Pick<DurableObjectStorage, "setAlarm">;
  readonly #shortestMs: number;
  readonly #retryMs: number;
  #at: number | null = null;
  #rowsWritten = 0;

  constructor(
    storage: Pick<DurableObjectStorage, "setAlarm">,
    { shortestMs = SHORTEST_WAIT_MS, retryMs = RETRY_AFTER_MS }: Waits = {},
  ) {
    this.#storage = storage;
    this.#shortestMs = shortestMs;
    this.#retryMs = retryMs;
  }

  /** What it is set for; null: nothing, as far as an object knows that may just have woken. */
  get at(): number | null {
    return this.#at;
  }

  /** Rows written since the object woke: one each time it is set. */
  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  /** Sees to it that it comes when something is due, or before. @param due null: nothing is */
  async setFor(due: number | null): Promise<void> {
    if (due === null || (this.#at !== null && this.#at <= due)) return;
    await this.#set(due);
  }

  /**
   * Does what the alarm came for. What fails is tried again: the platform tries a few times and then
   * forgets the alarm, and an object that nobody calls would never go on.
   * https://developers.cloudflare.com/durable-objects/api/alarms/
   */
  async ring(work: () => Promise<void>): Promise<void> {
    this.#at = null;
    try {
      await work();
    } catch (error) {
      console.error(error);
      // Also in place of one that the work set before it failed: what is overdue would spin.
      await this.#set(clockNow() + this.#retryMs);
    }
  }

  /** It went with all else that was stored. */
  gone(): void {
    this.#at = null;
  }

  async #set(due: number): Promise<void> {
    const before = this.#at;
    // At once: a call that comes before it is stored need not set it, too.
    this.#at = due;
    this.#rowsWritten += 1;
    try {
      await this.#storage.setAlarm(Math.max(Date.now() + this.#shortestMs, machineTime(due)));
    } catch (error) {
      if (this.#at === due) this.#at = before;
      throw error;
    }
  }
}
