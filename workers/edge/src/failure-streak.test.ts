import { expect, it } from "vitest";
import { FailureStreak } from "./failure-streak.ts";

const NOW = 1_800_000_000_000;

it("doubles the wait with each failure in a row, up to the longest", () => {
  const streak = new FailureStreak({ stepMs: 1_000, longestMs: 7_000 });
  expect(streak.retryAt).toBeNull();
  const waits = [1, 2, 3, 4].map(() => {
    streak.failed(NOW, new Error("away"));
    return (streak.retryAt ?? 0) - NOW;
  });
  expect(waits).toEqual([2_000, 4_000, 7_000, 7_000]);
});

it("says since when it fails and what it said last, until it succeeds", () => {
  const streak = new FailureStreak({ stepMs: 1_000, longestMs: 7_000 });
  streak.failed(NOW, new Error("away"));
  streak.failed(NOW + 5, "busy");
  expect(streak.problem).toEqual({ since: NOW, message: "busy" });
  streak.succeeded();
  expect(streak.problem).toBeNull();
  expect(streak.retryAt).toBeNull();
});
