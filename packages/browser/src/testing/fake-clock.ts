/** A clock that stands still until it is advanced. */
export interface FakeClock {
  /** ms since 1970 */
  readonly now: () => number;
  /** Runs once when the clock has been advanced so far; returns what cancels it. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** Moves the clock on and runs what is due by then, in order. */
  readonly advance: (ms: number) => void;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Noon of a day in June. */
const START_MS = Date.UTC(2026, 5, 15, 12);

export function createFakeClock(startMs = START_MS): FakeClock {
  let now = startMs;
  const timers = new Set<Timer>();

  /** The timer that is due first; of two, the one that was set first. */
  const next = (until: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.at <= until && (!first || timer.at < first.at)) first = timer;
    }
    return first;
  };

  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + Math.max(0, delayMs), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const until = now + ms;
      for (let timer = next(until); timer; timer = next(until)) {
        timers.delete(timer);
        now = timer.at;
        timer.run();
      }
      now = until;
    },
  };
}
