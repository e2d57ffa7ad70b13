import { encode } from "../features/encode.ts";
import type { Observation } from "../features/observation.ts";
import type { Pooled } from "../learning/noise.ts";
import { meanSpread } from "../learning/posterior.ts";
import type { Prediction, Replica } from "../learning/replica.ts";
import { pool, predictEncoded } from "../learning/replica.ts";
import type { Random, Seed } from "../random/seeded.ts";
import { createRandom } from "../random/seeded.ts";
import { bestActionProbabilities } from "./best-action.ts";
import { disappoints, explorationScale, extrapolationScale } from "./exploration.ts";

export interface RankRequest {
  readonly observation: Observation;
  /** Eligible actions, distinct, at least one. Their order plays no part. */
  readonly actions: readonly string[];
  /** Decides the draw; must not be guessable by whom the decision is about. */
  readonly seed: Seed;
  /** ε: this share of the decisions is spread evenly over the actions. */
  readonly floor: number;
  /** Share of the decisions drawn uniformly and flagged, for unbiased evaluation. */
  readonly uniformShare: number;
}

export interface Ranking {
  /** All actions: the drawn one, then the rest by mean. */
  readonly order: string[];
  /** The same as places in the request's list. */
  readonly places: number[];
  readonly drawn: string;
  /** Propensity of each action to be drawn, over model and uniform share together; as the request lists them. */
  readonly probabilities: number[];
  readonly scores: Prediction[];
  readonly modelVersion: number;
  readonly spaceVersion: number;
  /** The draw was uniform. */
  readonly uniform: boolean;
}

/**
 * Ranks by Thompson sampling with exact propensities: the probabilities are computed first, then
 * one action is drawn from them. Ties and unseen actions are settled by the same seed.
 */
export function rank(replica: Replica, request: RankRequest): Ranking {
  const { actions, floor, uniformShare } = request;
  const pooled = pool(replica);
  const x = encode(replica.encoder, request.observation);
  const scores = actions.map((action) => predictEncoded(replica, x, action, pooled));
  const scales = explorationScales(replica, actions, scores, pooled);
  const even = 1 / actions.length;
  const model = bestActionProbabilities(
    scores.map((score) => score.mean),
    scores.map((score, i) => score.deviation * (scales[i] ?? 1)),
  ).map((probability) => (1 - floor) * probability + floor * even);

  const random = createRandom(request.seed);
  const uniform = random() < uniformShare;
  const point = random();
  // By name, so that the list's order cannot move the draw.
  const canonical = actions
    .map((_, i) => i)
    .sort((a, b) => ((actions[a] ?? "") < (actions[b] ?? "") ? -1 : 1));
  const first = draw(canonical, (i) => (uniform ? even : (model[i] ?? 0)), point);
  const places = orderBehind(first, canonical, scores, random);
  return {
    order: places.map((i) => actions[i] ?? ""),
    places,
    drawn: actions[first] ?? "",
    probabilities: Array.from(model, (p) => (1 - uniformShare) * p + uniformShare * even),
    scores,
    modelVersion: replica.header.version,
    spaceVersion: replica.header.space.version,
    uniform,
  };
}

function explorationScales(
  replica: Replica,
  actions: readonly string[],
  scores: readonly Prediction[],
  pooled: Pooled,
): number[] {
  const scale = explorationScale(pooled.n, actions.length, replica.header.precision);
  let best = -Infinity;
  for (const { mean } of scores) best = Math.max(best, mean);
  if (!disappoints(best, pooled.rewards)) return actions.map(() => scale);
  return actions.map((action, i) => {
    const posterior = replica.actions.get(action);
    if (posterior === undefined || !(posterior.n > 0)) return scale;
    const spread = (scores[i]?.deviation ?? 0) ** 2 / pooled.noise;
    const novelty = spread / meanSpread(posterior);
    return extrapolationScale(scale, novelty, posterior.n, posterior.mean.length);
  });
}

function draw(
  canonical: readonly number[],
  probability: (index: number) => number,
  point: number,
): number {
  let sum = 0;
  for (const index of canonical) {
    sum += probability(index);
    if (point < sum) return index;
  }
  return canonical.at(-1) ?? 0; // rounding left the sum a hair under 1
}

function orderBehind(
  first: number,
  canonical: readonly number[],
  scores: readonly Prediction[],
  random: Random,
): number[] {
  const rest = canonical
    .map((index) => ({ index, mean: scores[index]?.mean ?? 0, tie: random() }))
    .filter(({ index }) => index !== first)
    .sort((a, b) => b.mean - a.mean || a.tie - b.tie);
  return [first, ...rest.map(({ index }) => index)];
}
