import type { Seed } from "../../random/seeded.ts";
import { createRandom } from "../../random/seeded.ts";
import type { Recommender } from "../state/recommender.ts";
import type { DrawNext } from "./draw-places.ts";
import { drawPlaces } from "./draw-places.ts";
import type { HeadCandidate, HeadContext, HeadFeatures } from "./features.ts";
import { headFeatures, meanScore, placeFeature, scoreFeature, vectorsOf } from "./features.ts";
import type { Head } from "./head.ts";
import { regressionOf } from "./head.ts";
import { packFeatures } from "./pack-features.ts";
import { compare, PRESUMED_SCORE_WEIGHT } from "./regression.ts";

/** Candidates that rewards may reorder: the best few dozen. */
export const HEAD_CANDIDATES = 24;

interface HeadRequest {
  readonly context: HeadContext;
  /** At most `HEAD_CANDIDATES`, best first. `boost` multiplies what a product is taken to be worth: the shop's own wish. */
  readonly candidates: readonly (HeadCandidate & { readonly boost?: number })[];
  /** Decides the draws; must not be guessable by whom the list is for. */
  readonly seed: Seed;
  /** ε, as in `rank`. */
  readonly floor: number;
  /** As in `rank`: share of the lists drawn evenly and flagged. */
  readonly uniformShare: number;
  /** Milliseconds. */
  readonly now: number;
}

/** A list that is being made, place by place. */
export interface HeadList {
  readonly next: DrawNext;
  /** Every place is drawn evenly. */
  readonly isUniform: boolean;
  /** Of a candidate where it came to stand, for what it brings to be learned. */
  featuresAt(index: number, place: number): string;
}

/**
 * Share of the posterior's deviation that is explored, near what is left of it in the long run in
 * `exploration.ts`: every list tries ten products at once, so little is enough (docs/benchmarks.md).
 */
const EXPLORATION = 0.25;
/** Between two products that nothing tells apart the recommender's order stays, while nothing is known. */
const TIE_BREAK = 1e-6;

/**
 * Makes the head of a list: the recommender's candidates, each place drawn by how likely each is the
 * best of those left, from what rewards have taught. Without any reward the order is the
 * recommender's, but for the floor.
 */
export function reRank(recommender: Recommender, head: Head, request: HeadRequest): HeadList {
  const { context, candidates, seed, floor, uniformShare, now } = request;
  const features = headFeatures(recommender, context, candidates, now);
  const regression = regressionOf(head, now);
  const usual = meanScore(candidates);
  const presumed = (score: number): number => PRESUMED_SCORE_WEIGHT * scoreFeature(score, usual);
  const { means, deviations } = regression
    ? compare(regression, vectorsOf(features, candidates.length))
    : {
        means: candidates.map(({ score }) => presumed(score)),
        deviations: candidates.map(() => 0),
      };
  const wished = candidates.map(({ score, boost = 1 }, i) => {
    const wish = boost === 1 ? 0 : presumed(score * boost) - presumed(score);
    return (means[i] ?? 0) + wish - i * TIE_BREAK;
  });
  const explored = deviations.map((deviation) => EXPLORATION * deviation);
  const random = createRandom(seed);
  return {
    ...drawPlaces({ means: wished, deviations: explored, floor, uniformShare, random }),
    featuresAt: packedAt(features),
  };
}

/**
 * The head of a list in the order given, whatever rewards have taught: nothing is drawn. What its
 * places bring can be learned as of any list.
 */
export function keepOrder(
  recommender: Recommender,
  { context, candidates, now }: Pick<HeadRequest, "context" | "candidates" | "now">,
): HeadList {
  const left = new Set(candidates.keys());
  return {
    next: (isOpen) => {
      const index = [...left].find(isOpen);
      if (index === undefined) return undefined;
      left.delete(index);
      return { index, probability: 1 };
    },
    isUniform: false,
    featuresAt: packedAt(headFeatures(recommender, context, candidates, now)),
  };
}

const packedAt =
  (features: HeadFeatures): HeadList["featuresAt"] =>
  (index, place) =>
    packFeatures((take) => {
      features(index, take);
      placeFeature(place, take);
    });
