/** How long a call waits for others: as long as a commit takes, more or less. */
const GATHER_MS = 1;
/** A call that comes later than this after the one before it comes alone, and waits for nobody. */
const CLOSE_MS = 20;
/** While calls come one after the other, one in this many waits, to see whether that is still so. */
const TRY_EVERY_CALLS = 16;
/** Calls that share a commit on average, from which on it is worth waiting for. */
const WORTHWHILE_CALLS = 1.3;
/** Weight of the newest commit in that average. */
const NEWEST_SHARE = 0.2;

/**
 * Lets calls that an object gets at nearly the same time store what they store in one transaction: a
 * commit costs as much as a decision, and a group of rows hardly more than one. The object commits
 * what is written in one turn of its event loop together, so it is enough that all write in the same
 * turn. A call that waited may find anything changed, as after every `await`: the case may be gone. Of
 * calls that come one after the other few wait, and one that comes after a pause never does.
 *
 * Group commit: DeWitt et al., Implementation techniques for main memory database systems, 1984.
 */
export class SharedCommit {
  #open: Promise<void> | undefined;
  #calls = 0;
  #lastAt = Number.NEGATIVE_INFINITY;
  #untilTry = 1;
  #meanCalls = 1;

  /**
   * What to wait for before writing; undefined: nothing.
   *
   * @param nowMs the machine's time
   */
  join(nowMs: number): Promise<void> | undefined {
    const isClose = nowMs - this.#lastAt <= CLOSE_MS;
    this.#lastAt = nowMs;
    if (!this.#open && !(isClose && this.#isWorthwhile())) return undefined;
    this.#calls += 1;
    this.#open ??= new Promise((resolve) => {
      setTimeout(() => {
        this.#close();
        resolve();
      }, GATHER_MS);
    });
    return this.#open;
  }

  #isWorthwhile(): boolean {
    if (this.#meanCalls >= WORTHWHILE_CALLS) return true;
    this.#untilTry -= 1;
    if (this.#untilTry > 0) return false;
    this.#untilTry = TRY_EVERY_CALLS;
    // What was before says nothing of now.
    this.#meanCalls = 1;
    return true;
  }

  #close(): void {
    const share = this.#meanCalls === 1 ? 1 : NEWEST_SHARE;
    this.#meanCalls += share * (this.#calls - this.#meanCalls);
    this.#calls = 0;
    this.#open = undefined;
  }
}
