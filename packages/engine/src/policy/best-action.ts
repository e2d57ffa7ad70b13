import { logNormalCdf } from "../numeric/normal.ts";

/** Deviations beyond which a Gaussian score is taken to have no mass: 1e-9 each side. */
const REACH = 6;
/**
 * Knots lie this many deviations apart around every mean, at most: the fewer actions, the closer,
 * so that there are about `KNOTS` in all.
 */
const WIDEST_SPACING = 0.5;
const KNOTS = 240; // probabilities are then off by at most 7e-4, which the draw does not see: they are what it uses
/** A score that is certain gets this share of the spread of the means as its deviation. */
const LEAST_DEVIATION = 1e-9;

/**
 * For independent Gaussian scores, the probability of each to be the greatest: ∫ φᵢ Π_{j≠i} Φⱼ in
 * one dimension. Between two knots the mass of the maximum, ΔΠΦ, is exact and is split among the
 * actions in proportion to Δ log Φᵢ, so the sum telescopes to 1 whatever the spacing, and a
 * certain score among uncertain ones is no harder than any other.
 */
export function bestActionProbabilities(
  means: ArrayLike<number>,
  deviations: ArrayLike<number>,
): Float64Array {
  const probabilities = new Float64Array(means.length);
  let greatest = -Infinity;
  let size = 0;
  for (let i = 0; i < means.length; i++) {
    greatest = Math.max(greatest, means[i] ?? 0);
    size = Math.max(size, Math.abs(means[i] ?? 0), deviations[i] ?? 0);
  }
  if (size === 0) return probabilities.fill(1 / means.length);

  const floor = size * LEAST_DEVIATION;
  let low = -Infinity;
  for (let i = 0; i < means.length; i++) {
    low = Math.max(low, (means[i] ?? 0) - REACH * Math.max(floor, deviations[i] ?? 0));
  }
  const hopeful: number[] = [];
  let high = -Infinity;
  for (let i = 0; i < means.length; i++) {
    const top = (means[i] ?? 0) + REACH * Math.max(floor, deviations[i] ?? 0);
    if (top <= low) continue;
    hopeful.push(i);
    high = Math.max(high, top);
  }
  if (hopeful.length === 1) {
    probabilities[hopeful[0] ?? 0] = 1;
    return probabilities;
  }

  const mean = new Float64Array(hopeful.length);
  const scale = new Float64Array(hopeful.length);
  hopeful.forEach((i, k) => {
    mean[k] = means[i] ?? 0;
    scale[k] = 1 / Math.max(floor, deviations[i] ?? 0);
  });
  const mass = integrate(low, high, mean, scale);
  let total = 0;
  for (const share of mass) total += share;
  hopeful.forEach((i, k) => {
    probabilities[i] = (mass[k] ?? 0) / total;
  });
  return probabilities;
}

/**
 * Every action has its own row of evenly spaced knots around its mean; the rows are merged on the way,
 * so that nothing has to be sorted. The masses are those between `low` and `high`.
 */
function integrate(
  low: number,
  high: number,
  mean: Float64Array,
  scale: Float64Array,
): Float64Array {
  const count = mean.length;
  const spacing = Math.min(WIDEST_SPACING, (2 * REACH * count) / KNOTS);
  const last = Math.floor(REACH / spacing);
  const mass = new Float64Array(count);
  const before = new Float64Array(count);
  const after = new Float64Array(count);
  const step = new Float64Array(count);
  /** The next knot of each row, counted from its mean. */
  const next = new Float64Array(count);
  const upcoming = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const width = spacing / (scale[i] ?? 0);
    const center = mean[i] ?? 0;
    // The first knot above `low`.
    const first = Math.max(-last, Math.floor((low - center) / width) + 1);
    step[i] = width;
    next[i] = first;
    upcoming[i] = first > last ? Infinity : center + first * width;
  }

  let score = low;
  let logBefore = 0;
  let productBefore = 0;
  let isFirst = true;
  for (;;) {
    let logAfter = 0;
    for (let i = 0; i < count; i++) {
      const value = logNormalCdf((score - (mean[i] ?? 0)) * (scale[i] ?? 0));
      after[i] = value;
      logAfter += value;
    }
    const productAfter = Math.exp(logAfter);
    const density =
      !isFirst && logAfter > logBefore
        ? (productAfter - productBefore) / (logAfter - logBefore)
        : 0;
    for (let i = 0; i < count; i++) {
      const value = after[i] ?? 0;
      mass[i] = (mass[i] ?? 0) + density * (value - (before[i] ?? 0));
      before[i] = value;
    }
    logBefore = logAfter;
    productBefore = productAfter;
    isFirst = false;
    if (score >= high) return mass;

    let row = 0;
    let nearest = Infinity;
    for (let i = 0; i < count; i++) {
      const at = upcoming[i] ?? Infinity;
      if (at < nearest) {
        nearest = at;
        row = i;
      }
    }
    score = Math.min(high, nearest);
    const following = (next[row] ?? 0) + 1;
    next[row] = following;
    upcoming[row] = following > last ? Infinity : (mean[row] ?? 0) + following * (step[row] ?? 0);
  }
}
