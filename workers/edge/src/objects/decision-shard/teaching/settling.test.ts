import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS, START } from "../../../../test/examples.ts";
import {
  dueTick,
  isTickWorthwhile,
  levelOf,
  nextCrossing,
  skipUnshown,
  type Watermarks,
} from "./settling.ts";
import type { Shown } from "./shown-log.ts";

const AGES = [10 * MINUTE_MS, HOUR_MS, 100 * HOUR_MS];

/** A log of what can be pending; every second event is something else. */
class Log {
  readonly #times: readonly number[];

  constructor(ages: readonly number[]) {
    this.#times = ages.toSorted((a, b) => a - b).map((age) => START + age);
  }

  get lastSeq(): number {
    return 2 * this.#times.length;
  }

  get lastShown(): number {
    return Math.max(0, this.lastSeq - 1);
  }

  firstAfter(seq: number): Shown | undefined {
    const index = Math.floor((seq + 1) / 2);
    const at = this.#times[index];
    const expectation = { mean: 1, share: 1, table: 0 };
    return at === undefined
      ? undefined
      : { queryId: "q", action: "a", seq: 2 * index + 1, at, expectation };
  }

  lastUntil(time: number): number {
    return 2 * this.#times.filter((at) => at <= time).length;
  }
}

/** Watermarks after all that is due at `now`. */
const settle = (log: Log, before: Watermarks, now: number): Watermarks => {
  let watermarks = before;
  for (;;) {
    const tick = dueTick(log, log.lastSeq, log, watermarks, AGES, now);
    if (!tick) return watermarks;
    expect(tick.body.from).toEqual(AGES.map((_, level) => watermarks[level] ?? 0));
    watermarks = tick.body.to;
  }
};

const ages = fc.array(fc.nat(500 * MINUTE_MS), { maxLength: 60 });

describe("dueTick", () => {
  it("crosses an age when a decision is that old, and not before", () => {
    const log = new Log([0, 5 * MINUTE_MS]);
    expect(dueTick(log, log.lastSeq, log, [], AGES, START + 10 * MINUTE_MS - 1)).toBeNull();
    const tick = dueTick(log, log.lastSeq, log, [], AGES, START + 10 * MINUTE_MS);
    expect(tick).toMatchObject({ kind: "tick", body: { at: START + 10 * MINUTE_MS } });
    const crossed = [1, 3].map((seq) => levelOf(tick?.body.to ?? [], seq));
    expect(crossed).toEqual([1, 0]);
  });

  it("crosses the younger ages earlier when enough events have come since", () => {
    const log = new Log(Array.from({ length: 60 }, () => 0));
    const watermarks = settle(log, [], START + 1);
    // 8, 48 and 288 of 120 events.
    expect([1, 71, 73, 111, 113].map((seq) => levelOf(watermarks, seq))).toEqual([2, 2, 1, 1, 0]);
  });

  it("lets each decision cross each age once, in the order of the ages, whenever it runs", () => {
    const wakes = fc.array(fc.nat(700 * MINUTE_MS), { maxLength: 20 });
    fc.assert(
      fc.property(ages, wakes, (all, runs) => {
        const log = new Log(all);
        let watermarks: Watermarks = [];
        for (const run of [...runs.toSorted((a, b) => a - b), 1000 * HOUR_MS]) {
          const next = settle(log, watermarks, START + run);
          for (const [level, to] of next.entries()) {
            expect(to).toBeGreaterThanOrEqual(watermarks[level] ?? 0);
            expect(to).toBeLessThanOrEqual(next[level - 1] ?? Number.POSITIVE_INFINITY);
          }
          watermarks = next;
        }
        expect(levelOf(watermarks, log.lastShown)).toBe(all.length > 0 ? AGES.length : 0);
        expect(nextCrossing(log, watermarks, AGES)).toBeNull();
      }),
    );
  });

  it("looks at a bounded number of decisions at once and comes back for the rest", () => {
    const log = new Log(Array.from({ length: 1500 }, () => 0));
    const now = START + 1000 * HOUR_MS;
    const [first = 0] = dueTick(log, log.lastSeq, log, [], AGES, now)?.body.to ?? [];
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(log.lastShown);
    expect(levelOf(settle(log, [], now), log.lastShown)).toBe(AGES.length);
  });
});

describe("skipUnshown", () => {
  it("moves each watermark up to what it waits for, and over it never", () => {
    const log = new Log([0, 0]);
    expect(skipUnshown(log, log.lastSeq, [1, 0], AGES)).toEqual([2, 0, 0]);
    expect(skipUnshown(log, log.lastSeq, [3, 3, 2], AGES)).toEqual([4, 4, 2]);
    expect(skipUnshown(new Log([]), 7, [], AGES)).toEqual([7, 7, 7]);
  });
});

describe("nextCrossing", () => {
  it("is a time at which a tick is due", () => {
    fc.assert(
      fc.property(ages, fc.nat(700 * MINUTE_MS), (all, run) => {
        const log = new Log(all);
        const watermarks = settle(log, [], START + run);
        const due = nextCrossing(log, watermarks, AGES);
        if (due !== null)
          expect(dueTick(log, log.lastSeq, log, watermarks, AGES, due)).not.toBeNull();
      }),
    );
  });

  it("is an hour beyond the age at the most, so that it comes before the log forgets", () => {
    const [oldest = 0] = AGES.slice(-1);
    const due = nextCrossing(new Log([0]), [2, 2, 0], AGES);
    expect(due).toBe(START + oldest + HOUR_MS);
  });

  it("is never for a shard without decisions", () => {
    expect(nextCrossing(new Log([]), [], AGES)).toBeNull();
  });
});

describe("levelOf", () => {
  it("counts the ages that a decision has crossed", () => {
    expect([1, 5, 6, 20, 21].map((seq) => levelOf([20, 5, 0], seq))).toEqual([2, 2, 1, 1, 0]);
    expect(levelOf([], 1)).toBe(0);
  });
});

describe("isTickWorthwhile", () => {
  it("asks for few events while few are known, for as many as a batch later", () => {
    const spacing = (lastSeq: number): number => {
      let events = 0;
      while (!isTickWorthwhile(lastSeq, lastSeq - events)) events += 1;
      return events;
    };
    expect([10, 160, 1600, 1_000_000].map(spacing)).toEqual([8, 10, 100, 200]);
  });
});
