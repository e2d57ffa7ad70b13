import { describe, expect, it } from "vitest";
import { backoffMs } from "./circuit.ts";

const wait = (failures: number, random = 1, retryAfter: string | null = null) =>
  backoffMs(failures, random, retryAfter);

describe("backoffMs", () => {
  it("doubles the most that is waited", () => {
    expect([1, 2, 3, 4].map((failures) => wait(failures))).toEqual([1000, 2000, 4000, 8000]);
  });

  it("waits anything up to it", () => {
    expect(wait(3, 0)).toBe(0);
    expect(wait(3, 0.25)).toBe(1000);
  });

  it("opens after five failures, for a minute each time", () => {
    expect([5, 6, 50].map((failures) => wait(failures, 0))).toEqual([60_000, 60_000, 60_000]);
  });

  it("waits at least as long as it is asked to, within reason", () => {
    expect(wait(1, 0, "7")).toBe(7000);
    expect(wait(1, 1, "0")).toBe(1000);
    expect(wait(1, 0, "86400")).toBe(300_000);
  });

  it("does without a Retry-After that it cannot read", () => {
    expect(wait(1, 1, "Wed, 21 Oct 2026 07:28:00 GMT")).toBe(1000);
    expect(wait(1, 1, "-5")).toBe(1000);
  });
});
