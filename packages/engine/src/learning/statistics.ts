import { addOuterSparse, packedLength } from "../numeric/packed.ts";
import type { SparseVector } from "../numeric/sparse.ts";
import { addSparse } from "../numeric/sparse.ts";
import type { Term } from "./term.ts";

/** The exact sums of one action, additive over events, shards and time. */
export interface Statistics {
  n: number;
  /** Σr and Σr². */
  sum: number;
  squares: number;
  /** A = Σxxᵀ, packed lower triangle. */
  readonly products: Float64Array;
  /** b = Σrx. */
  readonly responses: Float64Array;
}

export function createStatistics(dimension: number): Statistics {
  return {
    n: 0,
    sum: 0,
    squares: 0,
    products: new Float64Array(packedLength(dimension)),
    responses: new Float64Array(dimension),
  };
}

export function addTerm(statistics: Statistics, x: SparseVector, term: Term, weight: number): void {
  const change = weight * (term.to - term.from);
  statistics.n += weight * term.count;
  statistics.sum += change;
  statistics.squares += weight * (term.to ** 2 - term.from ** 2);
  if (term.count !== 0) addOuterSparse(statistics.products, x, weight * term.count);
  addSparse(statistics.responses, x, change);
}

export function scaleStatistics(statistics: Statistics, factor: number): void {
  statistics.n *= factor;
  statistics.sum *= factor;
  statistics.squares *= factor;
  for (let i = 0; i < statistics.products.length; i++) {
    statistics.products[i] = (statistics.products[i] ?? 0) * factor;
  }
  for (let i = 0; i < statistics.responses.length; i++) {
    statistics.responses[i] = (statistics.responses[i] ?? 0) * factor;
  }
}
