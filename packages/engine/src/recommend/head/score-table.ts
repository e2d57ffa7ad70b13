import { logNormalCdf } from "../../numeric/normal.ts";

/** log Φ of every candidate's score at common knots: what all places share. */
export interface ScoreTable {
  readonly knots: number;
  /** Candidate after candidate, one value per knot. */
  readonly logs: Float64Array;
  /** At each knot, over the candidates in `counted`: they ascend. */
  readonly sums: Float64Array;
  readonly counted: Set<number>;
  /** Work space, one value per knot. */
  readonly densities: Float64Array;
}

/** Deviations beyond which a score is taken to have no mass: 1e-9 each side. */
const REACH = 6;
/** Knots lie this many deviations apart around each mean, or closer: probabilities are off by 2e-3 at most. */
const SPACING = 1;
const KNOTS_PER_CANDIDATE = 2 * Math.floor(REACH / SPACING) + 1;
/** Evenly spaced ones lie this many of the median deviation apart: mostly far fewer. */
const EVEN_SPACING = 0.5;
/** Less than this share of the median deviation needs knots of its own. */
const NARROW = 0.5;
/** A score that is certain among uncertain ones gets this share of the greatest as its deviation. */
const LEAST_DEVIATION = 1e-9;
/** ln of a mass that changes no probability. */
const NO_MASS = -40;

/** Undefined when every score is certain: then there is nothing to integrate. */
export function tabulateScores(
  means: readonly number[],
  deviations: readonly number[],
): ScoreTable | undefined {
  const most = Math.max(...deviations);
  if (!(most > 0)) return undefined;
  const certain = most * LEAST_DEVIATION;
  const widths = Float64Array.from(deviations, (deviation) => Math.max(certain, deviation));
  const at = knotsOf(means, widths);
  const knots = at.length;
  const logs = new Float64Array(knots * widths.length);
  for (let i = 0; i < widths.length; i++) {
    const mean = means[i] ?? 0;
    const scale = 1 / (widths[i] ?? 1);
    for (let k = 0; k < knots; k++) {
      logs[i * knots + k] = logNormalCdf(((at[k] ?? 0) - mean) * scale);
    }
  }
  const [sums, densities] = [new Float64Array(knots), new Float64Array(knots)];
  return { knots, logs, sums, counted: new Set(), densities };
}

/**
 * Where the scores are tabulated, in ascending order: evenly spaced as the usual candidate needs it, and
 * around those that are surer; or around every mean, where that is less.
 */
function knotsOf(means: readonly number[], widths: Float64Array): Float64Array {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < widths.length; i++) {
    low = Math.min(low, (means[i] ?? 0) - REACH * (widths[i] ?? 0));
    high = Math.max(high, (means[i] ?? 0) + REACH * (widths[i] ?? 0));
  }
  const usual = widths.toSorted()[widths.length >> 1] ?? 0;
  const all = [...widths.keys()];
  const narrow = all.filter((i) => (widths[i] ?? 0) < NARROW * usual);
  const step = EVEN_SPACING * usual;
  const count = Math.ceil((high - low) / step) + 1;
  const isEven = count + KNOTS_PER_CANDIDATE * narrow.length <= KNOTS_PER_CANDIDATE * all.length;
  const own = isEven ? narrow : all;
  const even = isEven ? count : 0;
  const knots = new Float64Array(even + KNOTS_PER_CANDIDATE * own.length);
  for (let k = 0; k < even; k++) knots[k] = low + k * step;
  let at = even;
  for (const i of own) {
    for (let k = 0; k < KNOTS_PER_CANDIDATE; k++, at++) {
      knots[at] = (means[i] ?? 0) + (k * SPACING - REACH) * (widths[i] ?? 0);
    }
  }
  return own.length > 0 ? knots.sort() : knots;
}

/** The probability of each open candidate to be the best of them, by index; see `best-action.ts`. */
export function bestOfOpen(
  table: ScoreTable,
  open: readonly number[],
  candidates: number,
): Float64Array {
  countOnly(table, open);
  const { logs, knots, sums, densities } = table;
  const first = sums.findIndex((sum) => sum > NO_MASS);
  const begin = first < 0 ? knots : Math.max(1, first);
  let productBefore = Math.exp(sums[begin - 1] ?? 0);
  for (let k = begin; k < knots; k++) {
    const [before, after] = [sums[k - 1] ?? 0, sums[k] ?? 0];
    const product = Math.exp(after);
    densities[k] = after > before ? (product - productBefore) / (after - before) : 0;
    productBefore = product;
  }
  const mass = new Float64Array(candidates);
  let total = 0;
  for (const i of open) {
    let own = 0;
    let before = logs[i * knots + begin - 1] ?? 0;
    for (let k = begin; k < knots; k++) {
      const log = logs[i * knots + k] ?? 0;
      own += (densities[k] ?? 0) * (log - before);
      before = log;
    }
    mass[i] = own;
    total += own;
  }
  for (const i of open) mass[i] = (mass[i] ?? 0) / total;
  return mass;
}

/** Takes candidates into the sums, and out of them. */
function countOnly({ logs, knots, sums, counted }: ScoreTable, open: readonly number[]): void {
  const wanted = new Set(open);
  const change = (i: number, sign: 1 | -1): void => {
    for (let k = 0; k < knots; k++) {
      sums[k] = (sums[k] ?? 0) + sign * (logs[i * knots + k] ?? 0);
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
