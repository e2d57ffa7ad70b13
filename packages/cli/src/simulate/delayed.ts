import type { Learner, Observation, Random } from "@nextmove/engine";
import {
  arrivedAt,
  countArrival,
  countLived,
  delayAges,
  impute,
  predict,
  returningShare,
} from "@nextmove/engine";
import type { Deployment } from "./deployment.ts";

/** A step of a simulation with delays lasts a minute: a mean of 1,000 steps is 17 hours, as for purchases. */
export const STEP_MS = 60_000;
export const WINDOW_MS = 30 * 24 * 3600 * 1000;

interface Pending {
  readonly shard: number;
  readonly observation: Observation;
  readonly action: string;
  readonly at: number;
  readonly mean: number;
  readonly returning: number;
  /** What counts for this decision now. */
  counted: number;
  rewarded: boolean;
}

interface DelayedRewards {
  /** A decision was shown; its reward, unless 0, will come after a while. */
  readonly activate: (
    shard: number,
    observation: Observation,
    action: string,
    reward: number,
    now: number,
  ) => void;
  /** Learns the rewards that have come by now and corrects what is still only expected. */
  readonly catchUp: (now: number) => void;
}

/** Rewards in engine units after exponential delays; as in a shop, a reward of 0 is never reported. */
export function delayedRewards(
  deployment: Deployment,
  meanDelayMs: number,
  range: readonly [number, number],
  random: Random,
): DelayedRewards {
  const ages = delayAges(WINDOW_MS);
  const decisions: Pending[] = [];
  /** Decisions that have crossed each age: they do so in order. */
  const crossed = ages.map(() => 0);
  const arriving = new Map<number, { decision: Pending; reward: number }[]>();
  const stepOf = (at: number): number => Math.ceil(at / STEP_MS);

  const change = (decision: Pending, to: number, now: number): void => {
    const { shard, observation, action, at, counted: from } = decision;
    decision.counted = to;
    if (to !== from) {
      deployment.learnAt(shard, observation, [{ action, count: 0, from, to, at }], now);
    }
  };
  const arrive = (now: number, learner: Learner): void => {
    for (const { decision, reward } of arriving.get(stepOf(now)) ?? []) {
      decision.rewarded = true;
      countArrival(learner, decision.action, now - decision.at);
      change(decision, reward, now);
    }
    arriving.delete(stepOf(now));
  };
  const cross = (age: number, level: number, now: number): void => {
    for (let i = crossed[level - 1] ?? 0; i < decisions.length; i++) {
      const decision = decisions[i];
      if (decision === undefined || decision.at + age > now) break;
      crossed[level - 1] = i + 1;
      countLived(deployment.learner(), level, decision.action, 1);
      if (decision.rewarded) continue;
      const { delays } = deployment.replicaOf(decision.shard).header;
      change(decision, impute(decision.mean, decision.returning, arrivedAt(delays, level)), now);
    }
  };

  return {
    activate: (shard, observation, action, reward, now) => {
      const replica = deployment.replicaOf(shard);
      const predicted = predict(replica, observation, action).mean;
      const mean = Math.min(range[1], Math.max(range[0], predicted));
      const returning = returningShare(replica, action);
      const decision: Pending = {
        shard,
        observation,
        action,
        at: now,
        mean,
        returning,
        counted: mean,
        rewarded: false,
      };
      decisions.push(decision);
      deployment.learnAt(
        shard,
        observation,
        [{ action, count: 1, from: 0, to: mean, at: now }],
        now,
      );
      if (reward === 0) return;
      const step = stepOf(now - Math.log(1 - random()) * meanDelayMs);
      const list = arriving.get(step);
      if (list) list.push({ decision, reward });
      else arriving.set(step, [{ decision, reward }]);
    },
    catchUp: (now) => {
      arrive(now, deployment.learner());
      ages.forEach((age, i) => cross(age, i + 1, now));
    },
  };
}
