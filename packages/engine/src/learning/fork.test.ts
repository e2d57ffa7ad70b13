import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation } from "../features/observation.ts";
import { rank } from "../policy/rank.ts";
import { continueFrom, fork } from "./fork.ts";
import type { Learner } from "./learner.ts";
import { absorb, createLearner } from "./learner.ts";
import { exportAction, exportHeader, restoreLearner } from "./persist.ts";
import { install } from "./publication.ts";
import { publish } from "./publish.ts";
import { ranking } from "./ranking.ts";
import { createReplica } from "./replica.ts";

const ACTIONS = ["a", "b", "c"];
const EVERYTHING = 1e9;

const lesson = fc.record({
  observation: fc.record({
    c: fc.uniqueArray(fc.constantFrom("x=1", "x=2", "y=1")).map((c) => c.sort()),
    n: fc.constant<Observation["n"]>([]),
  }),
  action: fc.constantFrom(...ACTIONS),
  reward: fc.integer({ min: -3, max: 3 }),
});
type Lesson = typeof lesson extends fc.Arbitrary<infer Value> ? Value : never;
const lessons = fc.array(lesson, { minLength: 1, maxLength: 40 });

function learn(learner: Learner, all: readonly Lesson[], share = 1): Learner {
  for (const { observation, action, reward } of all) {
    const term = { action, count: 1, from: 0, to: reward, at: 0 } as const;
    absorb(learner, observation, [term], 0, share);
  }
  return learner;
}

/** As it would be stored and read again. */
function restarted(learner: Learner): Learner {
  const sums = [...learner.actions.keys()].map(
    (name) => [name, exportAction(learner, name)] as const,
  );
  return restoreLearner(JSON.parse(JSON.stringify(exportHeader(learner))), new Map(sums));
}

function probabilities(learner: Learner): number[] {
  const observation = { c: ["x=1"], n: [] };
  return rank(ranking(learner), {
    observation,
    actions: ACTIONS,
    seed: "s",
    floor: 0.01,
    uniformShare: 0,
  }).probabilities;
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  let farthest = 0;
  for (let i = 0; i < expected.length; i++) {
    farthest = Math.max(farthest, Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN)));
  }
  expect(farthest).toBeLessThan(1e-9);
}

describe("fork", () => {
  it("with the same events is the live learner", () => {
    fc.assert(
      fc.property(lessons, lessons, (before, after) => {
        const live = learn(createLearner(), before);
        const forked = restarted(fork(live));
        learn(live, after);
        learn(forked, after);
        expectClose(probabilities(forked), probabilities(live));
      }),
    );
  });

  it("does not change with the live learner, nor the live learner with it", () => {
    fc.assert(
      fc.property(lessons, lessons, (before, after) => {
        const live = learn(createLearner(), before);
        const alone = probabilities(live);
        const frozen = fork(live);
        learn(live, after);
        expectClose(probabilities(frozen), alone);
        const learned = probabilities(live);
        learn(frozen, after);
        expectClose(probabilities(live), learned);
      }),
    );
  });

  it("keeps a share of the evidence: the sums of the same decisions learned with that weight", () => {
    fc.assert(
      fc.property(lessons, fc.double({ min: 0, max: 1, noNaN: true }), (before, share) => {
        const warm = fork(learn(createLearner(), before), share);
        const weighted = learn(createLearner(), before, share);
        for (const [name, { statistics }] of weighted.actions) {
          const kept = warm.actions.get(name)?.statistics;
          expect(kept?.n).toBeCloseTo(statistics.n, 9);
          expectClose(kept?.responses ?? [], statistics.responses);
          expectClose(kept?.products ?? [], statistics.products);
        }
      }),
    );
  });
});

describe("continueFrom", () => {
  it("ranks as the version did, also in a replica that held the live model", () => {
    fc.assert(
      fc.property(lessons, lessons, (before, after) => {
        const live = learn(createLearner(), before);
        const version = fork(live);
        learn(live, after);
        const replica = createReplica(160);
        install(replica, publish(live, { version: 0, space: 0 }, EVERYTHING));
        const { space } = replica.header;
        const held = { version: replica.header.version, space: space.version };

        const rolledBack = restarted(continueFrom(live, version));
        install(replica, publish(rolledBack, held, EVERYTHING));
        expect(new Set(replica.actions.keys())).toEqual(new Set(version.actions.keys()));
        for (const [name, { statistics }] of version.actions) {
          expect(replica.actions.get(name)?.n).toBeCloseTo(statistics.n, 9);
        }
        expectClose(probabilities(rolledBack), probabilities(version));
        expect(rolledBack.activated).toBe(live.activated);
      }),
    );
  });

  it("tells replicas again of an action whose lesson it does not take", () => {
    const live = learn(createLearner(), [
      { observation: { c: [], n: [] }, action: "a", reward: 1 },
    ]);
    const held = { version: publish(live, { version: 0, space: 0 }, EVERYTHING).header.version };
    learn(live, [{ observation: { c: [], n: [] }, action: "a", reward: 3 }], 0);
    const told = publish(live, { ...held, space: 0 }, EVERYTHING);
    expect(told.actions.map(({ action, n, sum }) => [action, n, sum])).toEqual([["a", 1, 1]]);
  });

  it("puts the next scheduled rebuild off until as much was learned as the version holds", () => {
    const many = Array.from({ length: 30 }, () => ({
      observation: { c: [], n: [] },
      action: "a",
      reward: 1,
    }));
    const live = learn(createLearner(), many);
    expect(live.rebuildAt).toBeLessThan(30);
    expect(continueFrom(live, fork(live)).rebuildAt).toBe(200);
  });
});
