/** Doublings of a wait; more would only make it overflow. */
const MOST_DOUBLINGS = 10;

interface Waits {
  /** Half of the wait after the first failure, ms. */
  stepMs: number;
  longestMs: number;
}

/** What keeps something from being done, for an operator to read. */
export interface Problem {
  /** Time of the first failure in a row, ms. */
  since: number;
  /** What the latest one said. */
  message: string;
}

/** Failures of one task in a row: when it may be tried again, and why it failed. */
export class FailureStreak {
  readonly #waits: Waits;
  #failures = 0;
  #retryAt: number | null = null;
  #problem: Problem | null = null;

  constructor(waits: Waits) {
    this.#waits = waits;
  }

  /** When to try again, ms; null while nothing has failed. */
  get retryAt(): number | null {
    return this.#retryAt;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  /** @param retryAfterMs what the other side asked for, if it did */
  failed(now: number, error: unknown, retryAfterMs?: number): void {
    this.#failures += 1;
    const { stepMs, longestMs } = this.#waits;
    const waitMs = stepMs * 2 ** Math.min(MOST_DOUBLINGS, this.#failures);
    this.#retryAt = now + (retryAfterMs ?? Math.min(longestMs, waitMs));
    const message = error instanceof Error ? error.message : String(error);
    this.#problem = { since: this.#problem?.since ?? now, message };
  }

  succeeded(): void {
    this.#failures = 0;
    this.#retryAt = null;
    this.#problem = null;
  }
}
