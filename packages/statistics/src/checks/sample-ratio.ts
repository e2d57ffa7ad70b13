import { chiSquareSurvival } from "../distributions/chi-square.ts";

/** Units that arrived in each arm, and the weights they were assigned by. Same order, any scale. */
export type Assignment = {
  readonly observed: readonly number[];
  readonly weights: readonly number[];
};

export type SampleRatio = {
  /** "too_few": some arm was due fewer than 8 units, for which χ² is no approximation. */
  readonly status: "fine" | "mismatch" | "too_few";
  readonly chiSquare: number;
  readonly p: number;
};

/** Fewer expected units than this cannot be judged (GrowthBook's minimum too). */
export const LEAST_EXPECTED = 8;

/** A mismatch is declared below it: judged at each look, so much smaller than .05 (GrowthBook's too). */
export const SAMPLE_RATIO_THRESHOLD = 0.001;

/**
 * Whether the units split as they were assigned (χ² of goodness of fit). If they did not, units were
 * lost or doubled depending on the arm, and no comparison of the arms is to be trusted.
 *
 * @param slices one, or, where weights changed, one for each time in which they stood; their χ² add
 *   up. A slice of too few units is left out.
 */
export function sampleRatio(...slices: readonly Assignment[]): SampleRatio {
  let chiSquare = 0;
  let degrees = 0;
  for (const slice of slices) {
    const fit = fitOf(slice);
    if (fit === undefined) continue;
    chiSquare += fit.chiSquare;
    degrees += fit.degrees;
  }
  if (degrees === 0) return { status: "too_few", chiSquare: 0, p: 1 };
  const p = chiSquareSurvival(chiSquare, degrees);
  return { status: p < SAMPLE_RATIO_THRESHOLD ? "mismatch" : "fine", chiSquare, p };
}

function fitOf(slice: Assignment): { chiSquare: number; degrees: number } | undefined {
  const { observed, weights } = slice;
  const scale = sum(observed) / sum(weights);
  let chiSquare = 0;
  let degrees = -1;
  for (const [i, count] of observed.entries()) {
    const weight = weights[i] ?? 0;
    if (weight === 0 && count === 0) continue; // no arm of this slice
    // Where weight is 0 somebody is in an arm that nobody could get: a mismatch, however few.
    const expected = weight === 0 ? 0 : scale * weight;
    if (weight > 0 && expected < LEAST_EXPECTED) return undefined;
    chiSquare += (count - expected) ** 2 / expected;
    degrees++;
  }
  return { chiSquare, degrees };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
