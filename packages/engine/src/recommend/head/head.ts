import { decayOver, tickAt, weightOf } from "../../learning/forgetting.ts";
import type { Statistics } from "../../learning/statistics.ts";
import { addTerm, createStatistics, scaleStatistics } from "../../learning/statistics.ts";
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
  /** As in `Forgetting`: changes when lessons come that are forgotten otherwise. */
  halfLifeMs: number | null;
  tick: number;
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
  /** When the list was made, ms: all lessons of a place are forgotten alike. */
  readonly at: number;
}

export function createHead(): Head {
  const statistics = createStatistics(HEAD_DIMENSION);
  return { statistics, version: 0, halfLifeMs: null, tick: 0, solved: undefined };
}

/** Learns a lesson. What is not finite, or was not made by this version, is passed over. */
export function learnPlace(head: Head, { features, count, from, to, at }: HeadLesson): void {
  const x = unpackFeatures(features);
  const weight = weightOf(head, at);
  if (x === undefined || !Number.isFinite(to - from) || !Number.isFinite(weight)) return;
  addTerm(head.statistics, x, { action: "", count, from, to, at }, weight);
  head.version += 1;
  head.solved = undefined;
}

/** Lets what was learned decay to the tick of `now`, before more is. */
export function forgetPlaces(head: Head, halfLifeMs: number | null, now: number): void {
  const tick = tickAt(halfLifeMs, now);
  // Under another half-life ticks are of another length: it holds from now on.
  const ticks = halfLifeMs === head.halfLifeMs ? tick - head.tick : 0;
  if (ticks > 0) scaleStatistics(head.statistics, decayOver(ticks));
  if (ticks !== 0) head.solved = undefined;
  if (ticks < 0) return; // a clock that was set back
  head.halfLifeMs = halfLifeMs;
  head.tick = tick;
}

/** What is known now; undefined as long as nothing was ever rewarded. O(d³) after something was learned. */
export function regressionOf(head: Head): HeadRegression | undefined {
  if (head.statistics.squares <= 0) return undefined;
  head.solved ??= solveHead(head.statistics);
  return head.solved;
}

const HEADER_NUMBERS = 7;

/** As bytes, for storage: space, version and forgetting, the sums, then Σrx and Σxxᵀ. */
export function exportHead({ statistics, version, halfLifeMs, tick }: Head): Uint8Array {
  const { n, sum, squares, responses, products } = statistics;
  const numbers = [HEAD_SPACE, version, halfLifeMs ?? 0, tick, n, sum, squares];
  return new Uint8Array(Float64Array.of(...numbers, ...responses, ...products).buffer);
}

/** What `exportHead` wrote; a new head when that was in another feature space. */
export function restoreHead(bytes: Uint8Array): Head {
  const head = createHead();
  const expected = HEADER_NUMBERS + HEAD_DIMENSION + packedLength(HEAD_DIMENSION);
  if (bytes.byteLength !== expected * Float64Array.BYTES_PER_ELEMENT) return head;
  const numbers = new Float64Array(bytes.slice().buffer);
  const [space, version = 0, halfLifeMs, tick = 0, n = 0, sum = 0, squares = 0] = numbers;
  if (space !== HEAD_SPACE) return head;
  head.version = version;
  head.halfLifeMs = halfLifeMs || null;
  head.tick = tick;
  Object.assign(head.statistics, { n, sum, squares });
  const sums = numbers.subarray(HEADER_NUMBERS);
  head.statistics.responses.set(sums.subarray(0, HEAD_DIMENSION));
  head.statistics.products.set(sums.subarray(HEAD_DIMENSION));
  return head;
}
