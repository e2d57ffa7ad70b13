import {
  absorb,
  beginRebuild,
  bestActionProbabilities,
  createLearner,
  createRandom,
  encode,
  type Observation,
  observe,
  rank,
  type Random,
  ranking,
  type Replica,
} from "@nextmove/engine";

// Not part of the engine's interface: ranking scores and draws in one call, and here it is taken apart.
import { pool, predictEncoded } from "../../packages/engine/src/learning/replica.ts";
import { quantile } from "./summary.ts";

const ACTIONS = Array.from({ length: 20 }, (_, index) => `action-${index}`);
/** One feature each, beside the intercept: 30 are active at a time. */
const STATE_KEYS = 29;
/** As many features as the dimension takes: 29 keys of 5 values and the intercept make 146. */
const VALUES_PER_KEY = 5;
const DIMENSION = 160;
const LEARNED_EVENTS = 4_000;

const BATCHES = 80;
const CALLS_PER_BATCH = 250;

export type EngineTimes = {
  actions: number;
  activeFeatures: number;
  dimension: number;
  /** Encoding, scores of all actions, exact probabilities and the draw. */
  rankMicroseconds: number;
  /** Of which encoding and scores. */
  scoreMicroseconds: number;
  probabilitiesMicroseconds: number;
};

/** Times the engine alone on a model that has learned, in batches of a fixed size. */
export function measureEngine(): EngineTimes {
  const random = createRandom("engine");
  const replica = learnedReplica(random);
  const observations = Array.from({ length: CALLS_PER_BATCH }, () => randomObservation(random));
  const request = { actions: ACTIONS, seed: "seed", floor: 0.005, uniformShare: 0 };
  const scores = score(replica, observations[0] ?? randomObservation(random));
  const means = scores.map((each) => each.mean);
  const deviations = scores.map((each) => each.deviation);
  return {
    actions: ACTIONS.length,
    activeFeatures: quantile(
      observations.map((each) => encode(replica.encoder, each).indices.length),
      0.5,
    ),
    dimension: replica.header.space.dimension,
    rankMicroseconds: microseconds(observations, (observation) =>
      rank(replica, { ...request, observation }),
    ),
    scoreMicroseconds: microseconds(observations, (observation) => score(replica, observation)),
    probabilitiesMicroseconds: microseconds(observations, () =>
      bestActionProbabilities(means, deviations),
    ),
  };
}

/** A replica whose actions have all learned in a feature space made from what was seen. */
function learnedReplica(random: Random): Replica {
  const learner = createLearner({ dimension: DIMENSION });
  const events = Array.from({ length: LEARNED_EVENTS }, (_, index) => {
    const action = ACTIONS[index % ACTIONS.length] ?? "";
    const term = { action, count: 1 as const, from: 0, to: random(), at: 0 };
    return { observation: randomObservation(random), term };
  });
  for (const { observation, term } of events) absorb(learner, observation, [term], 0);
  const rebuilt = beginRebuild(learner);
  for (const { observation, term } of events) absorb(rebuilt, observation, [term], 0);
  return ranking(rebuilt);
}

function randomObservation(random: Random): Observation {
  const state = Object.fromEntries(
    Array.from({ length: STATE_KEYS }, (_, key) => [
      `key_${key}`,
      `value_${Math.floor(random() * VALUES_PER_KEY)}`,
    ]),
  );
  const observed = observe(state);
  if (!observed.ok) throw new Error("the benchmark's own state is not accepted");
  return observed.value;
}

function score(replica: Replica, observation: Observation) {
  const x = encode(replica.encoder, observation);
  const pooled = pool(replica);
  return ACTIONS.map((action) => predictEncoded(replica, x, action, pooled));
}

/**
 * Time of a call in microseconds, in the fastest tenth of the batches: another process on the same
 * core only ever adds to it. The first half of the batches only warms up.
 */
function microseconds(
  observations: Observation[],
  call: (observation: Observation) => unknown,
): number {
  const batches = Array.from({ length: BATCHES }, () => {
    const startedMs = performance.now();
    for (const observation of observations) call(observation);
    return (1000 * (performance.now() - startedMs)) / observations.length;
  });
  return quantile(batches.slice(BATCHES / 2), 0.1);
}
