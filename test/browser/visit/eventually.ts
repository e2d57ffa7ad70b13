import { expect } from "vitest";

/** Looks again until what is expected is so; long enough for a machine that is busy. */
export const eventually = <Value>(read: () => Value) =>
  expect.poll(read, { timeout: 15_000, interval: 50 });
