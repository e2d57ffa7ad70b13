import { describe, expect, it } from "vitest";
import { fullJitterMs } from "./backoff.ts";
import { afterFailure, afterSuccess, allowed, breakerState, CLOSED, type Gate } from "./gate.ts";

const failing = (times: number, gate: Gate = CLOSED, now = 0): Gate =>
  times === 0
    ? gate
    : failing(
        times - 1,
        afterFailure(gate, { whole: false }, now, () => 0.5),
        now,
      );

describe("a gate", () => {
  it("opens after ten failures in a row, lets one through later, and closes when it arrives", () => {
    expect(allowed(failing(9), 0)).toBe(6);
    expect(allowed(afterSuccess(failing(9)), 0)).toBe(6);
    const open = failing(10);
    expect([allowed(open, 0), breakerState(open, 0)]).toEqual([0, "open"]);
    const later = open.openUntil;
    expect([allowed(open, later), breakerState(open, later)]).toEqual([1, "half_open"]);
    const again = failing(1, open, later);
    expect(again.openUntil - later).toBeGreaterThan(open.openUntil);
    expect(afterSuccess(open)).toEqual(CLOSED);
  });

  it("stays open no longer for what was under way when it opened", () => {
    const open = failing(10);
    expect(failing(5, open).openUntil).toBe(open.openUntil);
  });

  it("opens at once when whatever is sent would fail", () => {
    const open = afterFailure(CLOSED, { whole: true }, 0, () => 0.5);
    expect(allowed(open, 0)).toBe(0);
  });

  it("opens after two failures when nobody is there to answer", () => {
    const unreached = (gate: Gate) =>
      afterFailure(gate, { whole: false, unreached: true }, 0, () => 0.5);
    expect(allowed(unreached(CLOSED), 0)).toBe(6);
    expect(allowed(unreached(unreached(CLOSED)), 0)).toBe(0);
  });

  it("sends nothing before the endpoint wants it, though another request succeeded", () => {
    const paused = afterFailure(CLOSED, { whole: false, retryAfterMs: 60_000 }, 0, () => 0);
    expect(allowed(afterSuccess(paused), 59_999)).toBe(0);
    expect(allowed(afterSuccess(paused), 60_000)).toBe(6);
  });
});

describe("fullJitterMs", () => {
  it("draws from all of a span that doubles up to six hours", () => {
    const spans = [1, 2, 3, 40].map((attempts) => [
      fullJitterMs(attempts, () => 0),
      fullJitterMs(attempts, () => 0.999_999_999),
    ]);
    expect(spans).toEqual([
      [500, 5_499],
      [500, 10_499],
      [500, 20_499],
      [500, 21_600_499],
    ]);
  });
});
