import { logNormalCdf } from "../../numeric/normal.ts";
import type { Random } from "../../random/seeded.ts";

/** Gaussian scores of the candidates, and how to draw from them. */
export interface PlaceOdds {
  readonly means: ArrayLike<number>;
  readonly deviations: ArrayLike<number>;
  /** ε: this share of each place's draws is spread evenly over the candidates that are open. */
  readonly floor: number;
  readonly random: Random;
}

export interface Drawn {
  /** Of the candidate. */
  readonly index: number;
  /** Of being drawn here, given what was drawn before and which candidates were open. */
  readonly probability: number;
}

/** Draws for the next place among the candidates that are open and not drawn yet; undefined when none is. */
export type DrawNext = (isOpen: (index: number) => boolean) => Drawn | undefined;

/**
 * Fills places one after the other by Thompson sampling without replacement: for each the probability
 * of every candidate left to be the best of those left, by the quadrature of `best-action.ts`, is
 * computed first, mixed with the floor, and drawn from, so the probabilities are exact.
 */
export function drawPlaces({ means, deviations, floor, random }: PlaceOdds): DrawNext {
  const left = new Set(Array.from({ length: means.length }, (_, i) => i));
  const table = tabulate(means, deviations);
  return (isOpen) => {
    const open = [...left].filter(isOpen);
    if (open.length === 0) return undefined;
    const best = table === undefined ? greatest(means, open) : bestOfOpen(table, open);
    const even = 1 / open.length;
    const probabilityOf = (i: number): number => (1 - floor) * (best[i] ?? 0) + floor * even;
    const index = pick(open, probabilityOf, random());
    left.delete(index);
    return { index, probability: probabilityOf(index) };
  };
}

/** log Φ of every candidate's score at common knots: what all places share. */
interface Table {
  readonly candidates: number;
  /** Knot after knot. */
  readonly logs: Float64Array;
  readonly knots: number;
  /** At each knot, over the candidates in `counted`. */
  readonly sums: Float64Array;
  readonly counted: Set<number>;
}

/** Deviations beyond which a score is taken to have no mass: 1e-9 each side. */
const REACH = 6;
/** About so many knots in all, at most a deviation apart around each mean: probabilities are off by 2e-3 at the most. */
const KNOTS = 240;
const WIDEST_SPACING = 1;
/** A score that is certain among uncertain ones gets this share of the greatest as its deviation. */
const LEAST_DEVIATION = 1e-9;
/** ln of a mass that changes no probability. */
const NO_MASS = -40;

/** Undefined when every score is certain: then there is nothing to integrate. */
function tabulate(means: ArrayLike<number>, deviations: ArrayLike<number>): Table | undefined {
  const candidates = means.length;
  const most = Math.max(...Array.from(deviations));
  if (!(most > 0)) return undefined;
  const spacing = Math.min(WIDEST_SPACING, (2 * REACH * candidates) / KNOTS);
  const perSide = Math.floor(REACH / spacing);
  const knots: number[] = [];
  const scales = Float64Array.from(
    deviations,
    (deviation) => 1 / Math.max(most * LEAST_DEVIATION, deviation),
  );
  for (let i = 0; i < candidates; i++) {
    const width = spacing / (scales[i] ?? 1);
    for (let k = -perSide; k <= perSide; k++) knots.push((means[i] ?? 0) + k * width);
  }
  const sorted = Float64Array.from(knots).sort();
  const logs = new Float64Array(sorted.length * candidates);
  let at = 0;
  for (const knot of sorted) {
    for (let i = 0; i < candidates; i++) {
      logs[at] = logNormalCdf((knot - (means[i] ?? 0)) * (scales[i] ?? 1));
      at += 1;
    }
  }
  const sums = new Float64Array(sorted.length);
  return { candidates, logs, knots: sorted.length, sums, counted: new Set() };
}

/** The probability of each open candidate to be the best of them, by index; see `best-action.ts`. */
function bestOfOpen(table: Table, open: readonly number[]): Float64Array {
  countOnly(table, open);
  const { candidates, logs, knots, sums } = table;
  const mass = new Float64Array(candidates);
  let total = 0;
  for (let k = 1; k < knots; k++) {
    const before = sums[k - 1] ?? 0;
    const after = sums[k] ?? 0;
    if (after <= NO_MASS || after <= before) continue;
    const density = (Math.exp(after) - Math.exp(before)) / (after - before);
    const row = k * candidates;
    for (const i of open) {
      const share = density * ((logs[row + i] ?? 0) - (logs[row - candidates + i] ?? 0));
      mass[i] = (mass[i] ?? 0) + share;
      total += share;
    }
  }
  for (const i of open) mass[i] = (mass[i] ?? 0) / total;
  return mass;
}

/** Takes candidates into the sums, and out of them. */
function countOnly(
  { candidates, logs, knots, sums, counted }: Table,
  open: readonly number[],
): void {
  const wanted = new Set(open);
  const change = (i: number, sign: 1 | -1): void => {
    for (let k = 0; k < knots; k++) {
      sums[k] = (sums[k] ?? 0) + sign * (logs[k * candidates + i] ?? 0);
    }
  };
  for (const i of [...counted].filter((one) => !wanted.has(one))) {
    change(i, -1);
    counted.delete(i);
  }
  for (const i of open.filter((one) => !counted.has(one))) {
    change(i, 1);
    counted.add(i);
  }
}

/** All for the best; of equals the first. */
function greatest(means: ArrayLike<number>, open: readonly number[]): Float64Array {
  const best = new Float64Array(means.length);
  const first = open.reduce((most, i) => ((means[i] ?? 0) > (means[most] ?? 0) ? i : most));
  best[first] = 1;
  return best;
}

function pick(open: readonly number[], probability: (i: number) => number, point: number): number {
  let sum = 0;
  for (const i of open) {
    sum += probability(i);
    if (point < sum) return i;
  }
  return open.at(-1) ?? 0; // rounding left the sum a hair under 1
}
