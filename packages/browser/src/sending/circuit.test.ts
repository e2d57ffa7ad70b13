import { describe, expect, it } from "vitest";
import { afterFailure, CLOSED, type Circuit } from "./circuit.ts";

function failures(count: number, random = 1, retryAfter: string | null = null): Circuit {
  let circuit = CLOSED;
  for (let n = 0; n < count; n += 1) circuit = afterFailure(circuit, 0, random, retryAfter);
  return circuit;
}

describe("afterFailure", () => {
  it("doubles the most that is waited", () => {
    expect([1, 2, 3, 4].map((count) => failures(count).retryAt)).toEqual([1000, 2000, 4000, 8000]);
  });

  it("waits anything up to it", () => {
    expect(failures(3, 0).retryAt).toBe(0);
    expect(failures(3, 0.25).retryAt).toBe(1000);
  });

  it("opens after five failures, for a minute each time", () => {
    expect([5, 6, 50].map((count) => failures(count, 0).retryAt)).toEqual([60_000, 60_000, 60_000]);
  });

  it("waits at least as long as it is asked to, within reason", () => {
    expect(failures(1, 0, "7").retryAt).toBe(7000);
    expect(failures(1, 1, "0").retryAt).toBe(1000);
    expect(failures(1, 0, "86400").retryAt).toBe(300_000);
  });

  it("does without a Retry-After that it cannot read", () => {
    expect(failures(1, 1, "Wed, 21 Oct 2026 07:28:00 GMT").retryAt).toBe(1000);
    expect(failures(1, 1, "-5").retryAt).toBe(1000);
  });
});
