import type { Statistics } from "../../learning/statistics.ts";
import { addTerm, createStatistics } from "../../learning/statistics.ts";
import { packedLength } from "../../numeric/packed.ts";
import { HEAD_DIMENSION, HEAD_SPACE } from "./features.ts";
import { unpackFeatures } from "./pack-features.ts";
import type { HeadRegression } from "./regression.ts";
import { solveHead } from "./regression.ts";

/**
 * What the places at the head of the lists have brought, learned by one Bayesian linear regression
 * over item and context that all products share: a shop has more products than any one of them is
 * shown, and new ones every day.
 */
export interface Head {
  readonly statistics: Statistics;
  /** Lessons learned. */
  version: number;
  /** Solved when a list is made, and again after something was learned. */
  solved: HeadRegression | undefined;
}

/** One change to what a shown place has taught, as in `Term`; a reward in the shop's unit. */
export interface HeadLesson {
  /** As `packFeatures` made it. */
  readonly features: string;
  /** 1: the place was shown; 0: it has brought something else than was learned. */
  readonly count: 0 | 1;
  readonly from: number;
  readonly to: number;
}

export function createHead(): Head {
  return { statistics: createStatistics(HEAD_DIMENSION), version: 0, solved: undefined };
}

/** Learns a lesson. What is not finite, or was not made by this version, is passed over. */
export function learnPlace(head: Head, { features, count, from, to }: HeadLesson): void {
  const x = unpackFeatures(features);
  if (x === undefined || !Number.isFinite(to - from)) return;
  addTerm(head.statistics, x, { action: "", count, from, to, at: 0 }, 1);
  head.version += 1;
  head.solved = undefined;
}

/** What is known now; undefined as long as nothing was ever rewarded. O(d³) after something was learned. */
export function regressionOf(head: Head): HeadRegression | undefined {
  if (head.statistics.squares <= 0) return undefined;
  head.solved ??= solveHead(head.statistics);
  return head.solved;
}

/** As bytes, for storage: space and version, the sums, then Σrx and Σxxᵀ. */
export function exportHead({ statistics, version }: Head): Uint8Array {
  const { n, sum, squares, responses, products } = statistics;
  const numbers = [HEAD_SPACE, version, n, sum, squares];
  return new Uint8Array(Float64Array.of(...numbers, ...responses, ...products).buffer);
}

/** What `exportHead` wrote; a new head when that was in another feature space. */
export function restoreHead(bytes: Uint8Array): Head {
  const head = createHead();
  const expected = 5 + HEAD_DIMENSION + packedLength(HEAD_DIMENSION);
  if (bytes.byteLength !== expected * Float64Array.BYTES_PER_ELEMENT) return head;
  const numbers = new Float64Array(bytes.slice().buffer);
  const [space, version = 0, n = 0, sum = 0, squares = 0] = numbers;
  if (space !== HEAD_SPACE) return head;
  head.version = version;
  Object.assign(head.statistics, { n, sum, squares });
  head.statistics.responses.set(numbers.subarray(5, 5 + HEAD_DIMENSION));
  head.statistics.products.set(numbers.subarray(5 + HEAD_DIMENSION));
  return head;
}
