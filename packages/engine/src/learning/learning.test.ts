import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrivedAt, initialDelayTable } from "../delays/delay-table.ts";
import { impute } from "../delays/impute.ts";
import type { Observation } from "../features/observation.ts";
import type { Learner } from "./learner.ts";
import { absorb, createLearner } from "./learner.ts";
import { exportAction, exportHeader, restoreLearner } from "./persist.ts";
import { install } from "./publication.ts";
import { publish } from "./publish.ts";
import { ranking } from "./ranking.ts";
import { beginRebuild, dueForRebuild } from "./rebuild.ts";
import type { Replica } from "./replica.ts";
import { createReplica, learn, learnAll, predict } from "./replica.ts";
import type { Term } from "./term.ts";

interface Event {
  readonly observation: Observation;
  readonly terms: readonly Term[];
  readonly now: number;
}

const HOUR_MS = 3_600_000;
const ACTIONS = ["a", "b", "c"];
// Never −0, which observe() does not give either and JSON cannot hold.
const reward = fc.double({ min: -1, max: 1, noNaN: true }).map((value) => value + 0);

const observation: fc.Arbitrary<Observation> = fc.record({
  c: fc.uniqueArray(fc.constantFrom("x=1", "x=2", "y=1", "y=2", "z=1")).map((c) => c.sort()),
  n: fc.tuple(reward).map(([value]) => [["value", value] as const]),
});

/** A decision's whole story: shown with an expectation, corrected, perhaps moved, its reward known at last. */
const story: fc.Arbitrary<Event[]> = fc
  .record({
    observation,
    shown: fc.constantFrom(...ACTIONS),
    moved: fc.option(fc.constantFrom(...ACTIONS), { nil: undefined }),
    expected: fc.array(reward, { minLength: 1, maxLength: 4 }),
    known: reward,
    at: fc.integer({ min: 0, max: 100 }).map((hours) => hours * HOUR_MS),
  })
  .map(({ observation: seen, shown, moved, expected, known, at }) => {
    const events: Event[] = [];
    let counted = 0;
    let action = shown;
    const add = (...terms: Term[]): void => {
      events.push({ observation: seen, terms, now: at + events.length * HOUR_MS });
    };
    expected.forEach((to, i) => {
      add({ action, count: i === 0 ? 1 : 0, from: counted, to, at });
      counted = to;
    });
    if (moved !== undefined && moved !== action) {
      add(
        { action, count: -1, from: counted, to: 0, at },
        { action: moved, count: 1, from: 0, to: counted, at },
      );
      action = moved;
    }
    add({ action, count: 0, from: counted, to: known, at });
    return events;
  });

const stories = fc.array(story, { minLength: 1, maxLength: 25 });

/** What a decision leaves when all is known: its last action with its reward. */
function settled(events: readonly Event[]): Event {
  const last = events.at(-1);
  const term = last?.terms.at(-1);
  if (last === undefined || term === undefined) throw new Error("a story has events");
  return { ...last, terms: [{ ...term, count: 1, from: 0 }] };
}

function learned(events: readonly Event[], halfLifeMs: number | null = null): Learner {
  const learner = createLearner({ halfLifeMs });
  for (const event of events) absorb(learner, event.observation, event.terms, event.now);
  absorb(learner, { c: [], n: [] }, [], 1000 * HOUR_MS); // to the same tick
  return learner;
}

function expectSameStatistics(one: Learner, other: Learner): void {
  const names = [...new Set([...one.actions.keys(), ...other.actions.keys()])];
  for (const name of names) {
    const a = one.actions.get(name)?.statistics;
    const b = other.actions.get(name)?.statistics;
    for (const key of ["n", "sum", "squares"] as const)
      expect(a?.[key] ?? 0).toBeCloseTo(b?.[key] ?? 0, 9);
    for (const key of ["products", "responses"] as const) {
      const size = Math.max(a?.[key].length ?? 0, b?.[key].length ?? 0);
      let worst = 0;
      for (let i = 0; i < size; i++) {
        worst = Math.max(worst, Math.abs((a?.[key][i] ?? 0) - (b?.[key][i] ?? 0)));
      }
      expect(worst).toBeLessThan(1e-9);
    }
  }
}

function expectSamePredictions(
  one: Replica,
  other: Replica,
  seen: Observation,
  digits: number,
): void {
  for (const action of ACTIONS) {
    const a = predict(one, seen, action);
    const b = predict(other, seen, action);
    expect(a.mean).toBeCloseTo(b.mean, digits);
    expect(a.deviation).toBeCloseTo(b.deviation, digits);
  }
}

describe("the learner", () => {
  it.each([
    ["without forgetting", null],
    ["with forgetting", 50 * HOUR_MS],
  ])(
    "ends where one that had known every reward all along does, in any order, %s",
    (_, halfLifeMs) => {
      fc.assert(
        fc.property(
          stories.chain((list) =>
            fc.tuple(
              fc.constant(list),
              fc.shuffledSubarray(list.flat(), { minLength: list.flat().length }),
            ),
          ),
          ([list, shuffled]) => {
            const known = learned(list.map(settled), halfLifeMs);
            expectSameStatistics(learned(shuffled, halfLifeMs), known);
          },
        ),
        { numRuns: 40 },
      );
    },
  );

  it("cancels imputed expectations exactly once the reward is known", () => {
    const table = initialDelayTable();
    const seen: Observation = { c: ["x=1"], n: [] };
    const learner = createLearner();
    let counted = 0;
    const change = (count: 0 | 1, to: number): void => {
      absorb(learner, seen, [{ action: "a", count, from: counted, to, at: 0 }], 0);
      counted = to;
    };
    change(1, 0.7);
    for (let level = 1; level <= 9; level++) change(0, impute(0.7, 0.4, arrivedAt(table, level)));
    change(0, 0.25);
    const direct = createLearner();
    absorb(direct, seen, [{ action: "a", count: 1, from: 0, to: 0.25, at: 0 }], 0);
    expectSameStatistics(learner, direct);
    expectSamePredictions(ranking(learner), ranking(direct), seen, 9);
  });

  it("has ranking forms that agree with solving from the sums", () => {
    fc.assert(
      fc.property(stories, observation, (list, seen) => {
        const learner = learned(list.flat());
        const live = predictAll(ranking(learner), seen);
        for (const name of learner.actions.keys()) learner.stale.add(name);
        predictAll(ranking(learner), seen).forEach((value, i) =>
          expect(live[i]).toBeCloseTo(value, 6),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("refuses a term that is not finite", () => {
    const learner = createLearner();
    absorb(learner, { c: [], n: [] }, [{ action: "a", count: 1, from: 0, to: NaN, at: 0 }], 0);
    expect(learner.actions.size).toBe(0);
  });

  it("comes back from its export as it was", () => {
    fc.assert(
      fc.property(stories, observation, (list, seen) => {
        const learner = learned(list.flat());
        const header: unknown = JSON.parse(JSON.stringify(exportHeader(learner)));
        expect(header).toEqual(exportHeader(learner));
        const names = [...learner.actions.keys()];
        const restored = restoreLearner(
          exportHeader(learner),
          new Map(names.map((name) => [name, exportAction(learner, name)])),
        );
        expectSameStatistics(restored, learner);
        expectSamePredictions(ranking(restored), ranking(learner), seen, 6);
      }),
      { numRuns: 20 },
    );
  });
});

function predictAll(replica: Replica, seen: Observation): number[] {
  return ACTIONS.flatMap((action) => {
    const { mean, deviation } = predict(replica, seen, action);
    return [mean, deviation];
  });
}

/** One case at several shards: batches reach the learner late, in any interleaving, some twice. */
describe("shards that learn apart", () => {
  it("equal one learner once settled, whatever the split, order and duplicates", () => {
    const step = fc.record({ shard: fc.nat(2), resend: fc.nat(3), pull: fc.boolean() });
    fc.assert(
      fc.property(stories, fc.infiniteStream(step), observation, (list, steps, seen) => {
        const shards = [0, 1, 2].map(() => ({
          replica: createReplica(160),
          log: [] as Event[],
          acknowledged: 0,
        }));
        const learner = createLearner();
        const stream = steps[Symbol.iterator]();
        const sync = (shard: (typeof shards)[number], resend: number, pull: boolean): void => {
          // A batch sent again from an older place: the learner takes only what it has not seen.
          const from = Math.max(0, shard.acknowledged - resend);
          shard.log.slice(from).forEach((event, i) => {
            if (from + i < shard.acknowledged) return;
            absorb(learner, event.observation, event.terms, event.now);
          });
          shard.acknowledged = shard.log.length;
          if (pull) pullAll(shard.replica, learner);
        };
        for (const events of list) {
          const { value: turn } = stream.next();
          const shard = shards[turn.shard] ?? shards[0];
          if (shard === undefined) throw new Error("there are shards");
          for (const event of events) {
            shard.log.push(event);
            learn(shard.replica, event.observation, event.terms);
          }
          if (turn.pull) sync(shard, turn.resend, turn.pull);
        }
        for (const shard of shards) sync(shard, 2, false);
        for (const shard of shards) pullAll(shard.replica, learner);

        const one = learned(list.flat());
        expectSameStatistics(learner, one);
        for (const { replica } of shards) expectSamePredictions(replica, ranking(one), seen, 4); // float32 on the wire
      }),
      { numRuns: 30 },
    );
  });

  it("agree at once with the learner on their own events", () => {
    fc.assert(
      fc.property(stories, observation, (list, seen) => {
        const replica = createReplica(160);
        for (const { observation: own, terms } of list.flat()) learn(replica, own, terms);
        const learner = learned(list.flat());
        predictAll(ranking(learner), seen).forEach((value, i) =>
          expect(predictAll(replica, seen)[i]).toBeCloseTo(value, 6),
        );
      }),
      { numRuns: 30 },
    );
  });

  it("learn many lessons together as one after the other", () => {
    fc.assert(
      fc.property(stories, observation, fc.integer({ min: 1, max: 40 }), (list, seen, together) => {
        // Enough of them, whatever the stories are.
        const lessons = Array.from({ length: 5 }, () => list.flat()).flat();
        const [one, all] = [createReplica(160), createReplica(160)];
        for (const { observation: own, terms } of lessons) learn(one, own, terms);
        for (let at = 0; at < lessons.length; at += together) {
          learnAll(all, lessons.slice(at, at + together));
        }
        expectSamePredictions(all, one, seen, 6);
      }),
      { numRuns: 50 },
    );
  });

  it("take a publication in parts as they take it whole", () => {
    const learner = createLearner();
    for (let i = 0; i < 40; i++) {
      absorb(
        learner,
        { c: [`x=${i % 3}`], n: [] },
        [{ action: `a${i % 8}`, count: 1, from: 0, to: (i % 5) / 5, at: 0 }],
        0,
      );
    }
    const whole = createReplica(160);
    install(whole, publish(learner, { version: 0, space: 0 }, 2 ** 30));
    const parts = createReplica(160);
    let rounds = 0;
    let more = true;
    while (more) {
      const publication = publish(learner, { version: parts.header.version, space: 0 }, 20_000);
      install(parts, publication);
      more = publication.more;
      rounds += 1;
    }
    expect(rounds).toBeGreaterThan(2);
    expect(parts).toEqual(whole);
    expect(publish(learner, { version: parts.header.version, space: 0 }, 20_000).actions).toEqual(
      [],
    );
  });
});

function pullAll(replica: Replica, learner: Learner): void {
  const { version, space } = replica.header;
  install(replica, publish(learner, { version, space: space.version }, 2 ** 30));
}

describe("a rebuild", () => {
  const events: Event[] = Array.from({ length: 30 }, (_, i) => ({
    observation: { c: [`x=${i % 3}`], n: [["value", i]] },
    terms: [{ action: ACTIONS[i % 3] ?? "a", count: 1, from: 0, to: (i % 4) / 4, at: i }],
    now: i,
  }));

  it("is due on schedule, and replaying the log gives what learning live in its space gives", () => {
    const old = createLearner();
    events.slice(0, 19).forEach((event) => absorb(old, event.observation, event.terms, event.now));
    expect(dueForRebuild(old)).toBe(false);
    absorb(old, { c: [], n: [] }, events[19]?.terms ?? [], 19);
    expect(dueForRebuild(old)).toBe(true);

    const replayed = beginRebuild(old);
    const live = beginRebuild(old);
    ranking(live); // from here on it keeps its ranking forms
    for (const event of events) {
      absorb(replayed, event.observation, event.terms, event.now);
      absorb(live, event.observation, event.terms, event.now);
    }
    expectSameStatistics(replayed, live);
    for (const { observation: seen } of events.slice(0, 5)) {
      expectSamePredictions(ranking(replayed), ranking(live), seen, 9);
    }
    expect(dueForRebuild(replayed)).toBe(false);
  });

  it("makes replicas drop what they hold of the old space", () => {
    const old = createLearner();
    const replica = createReplica(160);
    learn(replica, { c: [], n: [] }, [{ action: "gone", count: 1, from: 0, to: 1, at: 0 }]);
    for (const event of events) absorb(old, event.observation, event.terms, event.now);
    const fresh = beginRebuild(old);
    for (const event of events) absorb(fresh, event.observation, event.terms, event.now);
    const replaced = install(replica, publish(fresh, { version: 0, space: 0 }, 2 ** 30));
    expect(replaced.sort()).toEqual(["a", "b", "c", "gone"]);
    expect(replica.header.space.version).toBe(1);
  });
});
