/** A call that comes later than this after the one before it comes alone, and waits for nobody. */
const CLOSE_MS = 20;
/** While calls come one after the other, one in this many waits, to see whether that is still so. */
const TRY_EVERY_CALLS = 16;
/** Calls that come together on average, from which on it is worth waiting a millisecond for others. */
const WORTHWHILE_CALLS = 1.3;
/** Weight of the newest group in that average. */
const NEWEST_SHARE = 0.2;

/**
 * Whether a call does well to wait a moment for others. Of calls that come one after the other few wait,
 * and one that comes after a pause never does.
 */
export class Company {
  #lastAt = Number.NEGATIVE_INFINITY;
  #untilTry = 1;
  #meanCalls = 1;
  readonly #worthwhileCalls: number;

  /** @param worthwhileCalls that come together on average, from which on waiting is worth it */
  constructor(worthwhileCalls = WORTHWHILE_CALLS) {
    this.#worthwhileCalls = worthwhileCalls;
  }

  /**
   * A call has come: whether others are likely to come with it.
   *
   * @param nowMs the machine's time
   */
  isLikely(nowMs: number): boolean {
    const isClose = nowMs - this.#lastAt <= CLOSE_MS;
    this.#lastAt = nowMs;
    if (!isClose) return false;
    if (this.#meanCalls >= this.#worthwhileCalls) return true;
    this.#untilTry -= 1;
    if (this.#untilTry > 0) return false;
    this.#untilTry = TRY_EVERY_CALLS;
    // What was before says nothing of now.
    this.#meanCalls = 1;
    return true;
  }

  /** So many calls came together where one waited. */
  came(calls: number): void {
    const share = this.#meanCalls === 1 ? 1 : NEWEST_SHARE;
    this.#meanCalls += share * (calls - this.#meanCalls);
  }
}
