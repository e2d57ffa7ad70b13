import { createRandom, rank } from "@nextmove/engine";
import { NEW_CASE } from "../new-case.ts";
import { delayedRewards, STEP_MS, WINDOW_MS } from "./delayed.ts";
import { directDeployment, shardedDeployment } from "./deployment.ts";
import type { Game } from "./game.ts";

export interface RunOptions {
  readonly steps: number;
  readonly seed: string;
  /** Mean delay of rewards in steps; 0: they are known at once. */
  readonly delay: number;
  readonly shards: number;
  /** Steps between syncs; 0: a single shard that is never behind. */
  readonly syncEvery: number;
}

export interface RunResult {
  readonly rewardMean: number;
  readonly regretPercentOfUniform: number;
  readonly microsecondsPerStep: number;
}

/** Plays the game once with the engine; rows in an order shuffled by the seed, again when they run out. */
export function playOnce(game: Game, options: RunOptions, onStep: () => void): RunResult {
  const { actions, observations, scale } = game;
  const rewardRandom = createRandom(`${options.seed} rewards`);
  const trafficRandom = createRandom(`${options.seed} traffic`);
  const nextRow = shuffledRows(observations.length, `${options.seed} rows`);
  const deployment =
    options.syncEvery === 0
      ? directDeployment(WINDOW_MS)
      : shardedDeployment(WINDOW_MS, options.shards, options.syncEvery);
  const range = [game.range[0] / scale, game.range[1] / scale] as const;
  const delayed =
    options.delay > 0
      ? delayedRewards(
          deployment,
          options.delay * STEP_MS,
          range,
          createRandom(`${options.seed} delays`),
        )
      : undefined;

  let reward = 0;
  let regret = 0;
  let uniformRegret = 0;
  const started = performance.now();
  for (let step = 0; step < options.steps; step++) {
    const now = step * STEP_MS;
    delayed?.catchUp(now);
    const row = nextRow();
    const observation = observations[row] ?? { c: [], n: [] };
    const shard = Math.floor(trafficRandom() * options.shards);
    const { drawn: action } = rank(deployment.replicaOf(shard), {
      observation,
      actions,
      seed: `${options.seed} ${step}`,
      floor: NEW_CASE.exploration_floor,
      uniformShare: 0,
    });
    const chosen = actions.indexOf(action);
    const earned = game.reward(row, chosen, rewardRandom);
    const scaled = earned / scale;
    if (delayed) delayed.activate(shard, observation, action, scaled, now);
    else {
      const term = { action, count: 1, from: 0, to: scaled, at: now } as const;
      deployment.learnAt(shard, observation, [term], now);
    }
    deployment.step();

    reward += earned;
    const expected = actions.map((_, i) => game.expected(row, i));
    const best = Math.max(...expected);
    regret += best - (expected[chosen] ?? 0);
    uniformRegret += best - expected.reduce((sum, value) => sum + value, 0) / expected.length;
    onStep();
  }
  const elapsedMs = performance.now() - started;
  return {
    rewardMean: reward / options.steps,
    regretPercentOfUniform: uniformRegret > 0 ? (100 * regret) / uniformRegret : 0,
    microsecondsPerStep: (1000 * elapsedMs) / options.steps,
  };
}

/** Fisher–Yates, pass after pass. */
function shuffledRows(count: number, seed: string): () => number {
  const random = createRandom(seed);
  const order = Array.from({ length: count }, (_, i) => i);
  let at = count;
  return () => {
    if (at === count) {
      for (let i = count - 1; i > 0; i--) {
        const j = Math.floor(random() * (i + 1));
        const swapped = order[i] ?? 0;
        order[i] = order[j] ?? 0;
        order[j] = swapped;
      }
      at = 0;
    }
    at += 1;
    return order[at - 1] ?? 0;
  };
}
