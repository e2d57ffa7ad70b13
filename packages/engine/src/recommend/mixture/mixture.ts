import { PARTS } from "../parts/part-names.ts";
import type { Candidates } from "./candidates.ts";
import { featureOf, MOST_CANDIDATES } from "./candidates.ts";

/** What is said of a candidate: the shares of the parts, then facts about the item. */
export const FEATURES = [...PARTS, "popular", "returning", "latest"] as const;
export type Feature = (typeof FEATURES)[number];
export const featureIndex = (name: Feature): number => FEATURES.indexOf(name);

/** What says more depends on how far a session has come: at its first item, its second or third, later. */
const STAGES = 3;
type Stage = 0 | 1 | 2;

/** @param distinct different items in the session */
export function stageOf(distinct: number): Stage {
  return distinct <= 1 ? 0 : distinct <= 3 ? 1 : 2;
}

/**
 * How much each feature counts in one case, learned from what visitors do next: a softmax over the
 * candidates of a session, fitted to the item that was looked at next (conditional logit, McFadden
 * 1974) by AdaGrad steps (Duchi et al. 2011).
 */
export interface Mixture {
  /** Stage after stage, one per feature. */
  readonly weights: Float64Array;
  /** Sums of squared gradients, slowly forgotten. */
  readonly squares: Float64Array;
  /** Sessions learned from. */
  steps: number;
}

/** Before anything is learned: neighbours first, and no opinion on whether visitors return to items. */
const PRIOR: Readonly<Record<Feature, number>> = {
  viewed: 0.5,
  sequential: 0.5,
  associated: 1,
  after: 1,
  near: 3,
  distant: 1,
  similar: 1,
  searched: 2,
  popular: 0.5,
  returning: 0,
  latest: 0,
};

const STEP = 0.3;
/** Squares of the first gradients are few; without this the first steps would be of full size. */
const FIRST_SQUARES = 0.1;
/** Steps by which 1/e of the old squares remain: what visitors do changes over weeks. */
const MEMORY_STEPS = 5000;

export function createMixture(): Mixture {
  return {
    weights: Float64Array.from(
      Array.from({ length: STAGES }, () => FEATURES.map((name) => PRIOR[name])).flat(),
    ),
    squares: new Float64Array(STAGES * FEATURES.length).fill(FIRST_SQUARES),
    steps: 0,
  };
}

// One for all: it is filled and read within one call.
const logits = new Float64Array(MOST_CANDIDATES);

/** The logit of each candidate, in the order of the candidates; valid until the next call. */
export function mix(mixture: Mixture, stage: Stage, candidates: Candidates): Float64Array {
  const { features, values, count } = candidates;
  const weights = ofStage(mixture.weights, stage);
  for (let place = 0, at = 0; place < count; place++) {
    let sum = 0;
    for (let f = 0; f < features; f++, at++) sum += (weights[f] ?? 0) * (values[at] ?? 0);
    logits[place] = sum;
  }
  return logits.subarray(0, count);
}

/** Turns logits into probabilities, in place. */
export function softmax(values: Float64Array): void {
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i] ?? 0);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = Math.exp((values[i] ?? 0) - most);
    values[i] = weight;
    sum += weight;
  }
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / sum;
}

/** The visitor went on to the candidate at `place`. */
export function learnNext(
  mixture: Mixture,
  stage: Stage,
  candidates: Candidates,
  place: number,
): void {
  const probabilities = mix(mixture, stage, candidates);
  softmax(probabilities);
  const weights = ofStage(mixture.weights, stage);
  const squares = ofStage(mixture.squares, stage);
  for (let f = 0; f < candidates.features; f++) {
    let gradient = featureOf(candidates, place, f);
    for (let i = 0; i < candidates.count; i++) {
      gradient -= (probabilities[i] ?? 0) * featureOf(candidates, i, f);
    }
    const square = (squares[f] ?? 0) * (1 - 1 / MEMORY_STEPS) + gradient * gradient;
    squares[f] = square;
    weights[f] = (weights[f] ?? 0) + (STEP * gradient) / Math.sqrt(square);
  }
  mixture.steps += 1;
}

/** The numbers of one stage, shared with the whole. */
export function ofStage(numbers: Float64Array, stage: Stage): Float64Array {
  return numbers.subarray(stage * FEATURES.length, (stage + 1) * FEATURES.length);
}
