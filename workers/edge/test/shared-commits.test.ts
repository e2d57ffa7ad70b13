import { expect, it } from "vitest";
import type { Outcome, Received } from "../src/protocol/decision-shard/calls.ts";
import type { DecisionShard } from "../src/objects/decision-shard/decision-shard.ts";
import { openCase, type TestCase } from "./case-objects.ts";
import { call, decision, reward, selection, START } from "./examples.ts";

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Calls at the same time, until they wait for each other. */
const crowd = async ({ shard }: TestCase): Promise<void> => {
  for (const round of range(3)) {
    await Promise.all(
      range(4).map((n) => shard.decide(call(START), [decision(`crowd-${round}-${n}`)])),
    );
  }
};

it("stores once what comes several times among calls that wait for each other", async () => {
  const opened = openCase();
  await crowd(opened);
  const { shard } = opened;
  const before = (await shard.status(START)).standing.last_seq;
  const [decided, selected, rewarded] = await Promise.all([
    Promise.all(range(4).map(() => shard.decide(call(START), [decision("q")]))),
    Promise.all(range(4).map(() => shard.select(call(START), [selection("q", "a")]))),
    Promise.all(
      range(4).map(() => shard.reward(call(START), [reward("q", 1, { orderId: "o-1" })])),
    ),
  ]);
  for (const outcomes of [decided, selected, rewarded]) {
    const received = outcomes
      .flat()
      .map((outcome) => (outcome.ok ? `replay: ${outcome.value.replay}` : outcome.error.code));
    const again = "replay: true";
    expect(received.toSorted()).toEqual(["replay: false", again, again, again]);
  }
  const orders = decided.flat().map((outcome) => outcome.ok && String(outcome.value.actions));
  expect(new Set(orders).size).toBe(1);
  expect((await shard.status(START)).standing.last_seq).toBe(before + 3);
});

it("answers calls that wait while the case is deleted, and stores nothing of them", async () => {
  for (const _ of range(10)) {
    const opened = openCase();
    await crowd(opened);
    const { shard } = opened;
    const calls = range(4).map((n) => shard.decide(call(START), [decision(`q-${n}`)]));
    await shard.wipe();
    const refusals = (await Promise.all(calls)).flat().filter(({ ok }) => !ok);
    const gone = { ok: false, error: { code: "unknown_case" } };
    expect(refusals).toMatchObject(refusals.map(() => gone));
    expect((await shard.status(START)).standing.last_seq).toBe(0);
    expect(await shard.knows(["q-0", "q-1", "q-2", "q-3"])).toEqual([false, false, false, false]);
  }
});

it("does the requests of one call in their order, and answers each", async () => {
  const { rawShard, shard } = openCase();
  const { settings, ...rest } = call(START);
  const requests = [
    { verb: "decide", rest, items: [decision("q"), decision("other")] },
    { verb: "reward", rest, items: [reward("q", 1)] },
    { verb: "select", rest, items: [selection("never-decided", "a")] },
  ];
  const raw = rawShard as unknown as { serve: DecisionShard["serve"] };
  const text = await raw.serve(JSON.stringify(settings), JSON.stringify(requests));
  const [decided, rewarded, selected]: Outcome<Received>[][] = JSON.parse(text);
  expect(decided?.map((outcome) => outcome.ok)).toEqual([true, true]);
  expect(rewarded).toMatchObject([{ ok: true, value: { replay: false, meta: {} } }]);
  expect(rewarded?.[0]).not.toMatchObject({ value: { meta: { pending: true } } });
  expect(selected).toMatchObject([{ ok: true, value: { meta: { pending: true } } }]);
  expect(await shard.knows(["q", "other", "never-decided"])).toEqual([true, true, true]);
});
