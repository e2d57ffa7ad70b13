import { expect } from "vitest";
import type { Sums } from "./case-objects.ts";

/** Sums are of at most some thousand terms of at most 1; what is left between orders is rounding. */
const TOLERANCE = 1e-9;

/** Expects equal sums up to rounding. Actions of which all was taken back count as unknown. */
export const expectSameSums = (
  actual: ReadonlyMap<string, Sums>,
  expected: ReadonlyMap<string, Sums>,
): void => {
  for (const action of new Set([...actual.keys(), ...expected.keys()])) {
    const left = flat(actual.get(action));
    const right = flat(expected.get(action));
    const length = Math.max(left.length, right.length);
    let farthest = 0;
    for (let i = 0; i < length; i++) {
      farthest = Math.max(farthest, Math.abs((left[i] ?? 0) - (right[i] ?? 0)));
    }
    expect(farthest, `sums of ${action}`).toBeLessThan(TOLERANCE);
  }
};

function flat(sums: Sums | undefined): number[] {
  return sums ? [sums.n, sums.sum, sums.squares, ...sums.rest] : [];
}
