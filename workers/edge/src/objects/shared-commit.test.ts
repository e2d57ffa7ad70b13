import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SharedCommit } from "./shared-commit.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Calls that come at these times, one after the other; which of them waited. */
const alone = (commit: SharedCommit, times: readonly number[]): boolean[] =>
  times.map((time) => {
    const waits = commit.join(time) !== undefined;
    vi.runAllTimers();
    return waits;
  });

/** Rounds of three calls at a time, a millisecond apart; how many of each round waited. */
const crowded = (commit: SharedCommit, rounds: number): number[] =>
  Array.from({ length: rounds }, (_, round) => {
    const waiting = [0, 1, 2].filter(() => commit.join(round) !== undefined).length;
    vi.runAllTimers();
    return waiting;
  });

const range = (count: number, stepMs: number): number[] =>
  Array.from({ length: count }, (_, index) => index * stepMs);

describe("calls that share a commit", () => {
  it("lets nobody wait where calls come far apart", () => {
    expect(alone(new SharedCommit(), range(100, 50))).not.toContain(true);
  });

  it("looks only now and then for company where calls come one by one", () => {
    const waited = alone(new SharedCommit(), range(160, 2)).filter(Boolean);
    expect(waited).toHaveLength(10);
  });

  it("lets all that come together wait for the same moment", async () => {
    const commit = new SharedCommit();
    crowded(commit, 3);
    const [first, second] = [commit.join(3), commit.join(3)];
    expect(first).toBeDefined();
    expect(second).toBe(first);
    const written = vi.fn<() => void>();
    const done = first?.then(written);
    await Promise.resolve();
    expect(written).not.toHaveBeenCalled();
    vi.runAllTimers();
    await done;
    expect(written).toHaveBeenCalledOnce();
    expect(commit.join(4)).not.toBe(first);
  });

  it("waits from the first crowd on, and no more when the crowd is gone", () => {
    const commit = new SharedCommit();
    expect(crowded(commit, 10).slice(1)).toEqual(Array.from({ length: 9 }, () => 3));
    const later = alone(
      commit,
      range(200, 2).map((time) => time + 10),
    );
    expect(later.slice(0, 20).filter(Boolean).length).toBeLessThan(15);
    expect(later.slice(-160).filter(Boolean)).toHaveLength(10);
  });
});
