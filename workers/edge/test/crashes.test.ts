import { abortAllDurableObjects } from "cloudflare:test";
import fc from "fast-check";
import { expect, it } from "vitest";
import { openCase, type TestCase } from "./case-objects.ts";
import {
  ACTIONS,
  call,
  DAY_MS,
  decision,
  HOUR_MS,
  MINUTE_MS,
  reward,
  selection,
  START,
} from "./examples.ts";
import { expectSameSums } from "./same-sums.ts";
import { ShadowCase } from "./shadow-case.ts";

// Few queries and ids, so that duplicates, conflicts and events before their decision are common.
const query = fc.integer({ min: 0, max: 7 }).map((i) => `q${i}`);
const state = fc.record({ device: fc.constantFrom("phone", "desktop"), visits: fc.nat(3) });
const action = fc.constantFrom(...ACTIONS);
const value = fc.integer({ min: -40, max: 90 });
const id = fc.option(fc.constantFrom("r1", "r2"), { nil: undefined });

const UPHEAVALS = ["sync", "evict shard", "evict model", "crash during sync"] as const;

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("decide" as const), query, state }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("select" as const), query, action }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("reward" as const), query, value, id }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), minutes: fc.nat(26 * 60) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(...UPHEAVALS),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** The states of the decisions that were made, to tell a replay from a conflict. */
type States = Map<string, string>;

/** Fixed, so that a red run speaks of the change it ran on; another number tells other stories. */
const STORIES_SEED = 20_261_121;
const LONGEST_RUN_MS = 25 * DAY_MS;

const run = async (test: TestCase, steps: readonly Step[]) => {
  const shadow = new ShadowCase();
  const states: States = new Map();
  let now = START;
  let waited = 0;
  for (const each of steps) {
    now += 1;
    if (each.kind === "decide") await decide(test, shadow, states, each, now);
    else if (each.kind === "select") await select(test, shadow, each, now);
    else if (each.kind === "reward") await pay(test, shadow, each, now);
    else if (each.kind === "wait") {
      // All of it happens within one window: rewards after it are another test's.
      waited = Math.min(LONGEST_RUN_MS, waited + each.minutes * MINUTE_MS);
      now = Math.max(now, START + waited);
      await test.shard.runDue(now);
    } else await upheave(test, each.kind, now);
  }
  return { shadow, now };
};

async function upheave(
  test: TestCase,
  kind: (typeof UPHEAVALS)[number],
  now: number,
): Promise<void> {
  if (kind === "evict shard") return test.evictShard();
  if (kind === "evict model") return test.evictModel();
  const synced = test.shard.status(now);
  if (kind === "crash during sync") {
    // Whether the call fails or got through does not matter: it may be repeated.
    await Promise.allSettled([synced, abortAllDurableObjects()]);
  } else await synced;
}

async function decide(
  { shard }: TestCase,
  shadow: ShadowCase,
  states: States,
  { query, state }: Extract<Step, { kind: "decide" }>,
  now: number,
): Promise<void> {
  const [outcome] = await shard.decide(call(now), [decision(query, { state })]);
  const before = shadow.decided(query);
  const text = JSON.stringify(state);
  if (before && states.get(query) !== text) {
    expect(outcome).toMatchObject({ ok: false, error: { code: "query_id_conflict" } });
  } else {
    expect(outcome).toMatchObject({ ok: true, value: { replay: before !== undefined } });
    if (!outcome?.ok) return;
    if (before) expect(outcome.value.actions).toEqual(before);
    else shadow.decide(query, state, outcome.value.actions, now);
    states.set(query, text);
  }
}

async function select(
  { shard }: TestCase,
  shadow: ShadowCase,
  { query, action }: Extract<Step, { kind: "select" }>,
  now: number,
): Promise<void> {
  const [outcome] = await shard.select(call(now), [selection(query, action)]);
  expect(outcome).toMatchObject({
    ok: true,
    value: { replay: shadow.select(query, action, now) },
  });
}

async function pay(
  { shard }: TestCase,
  shadow: ShadowCase,
  { query, value, id }: Extract<Step, { kind: "reward" }>,
  now: number,
): Promise<void> {
  const [outcome] = await shard.reward(call(now), [reward(query, value, { rewardId: id })]);
  const replay = shadow.reward(query, value, id, now);
  expect(outcome).toMatchObject(
    replay === "conflict"
      ? { ok: false, error: { code: "reward_conflict" } }
      : { ok: true, value: { replay } },
  );
}

it(
  "a case loses nothing and counts nothing twice, whenever its objects are evicted",
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
        const test = openCase();
        const { shadow, now } = await run(test, steps);
        // Once the window is over nothing is expected any more: only what came counts.
        await test.shard.runDue(now + 30 * DAY_MS + 2 * HOUR_MS);
        const header = await test.header();
        const expected = header ? shadow.sums(header) : new Map();
        expectSameSums(await test.sums(), expected);
      }),
      // A failure is worth some time to find its shortest story.
      { seed: STORIES_SEED, numRuns: 15, interruptAfterTimeLimit: 45_000 },
    );
  },
);
