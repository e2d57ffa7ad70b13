import { describe, expect, it } from "vitest";
import { openCase, type TestCase } from "./case-objects.ts";
import { call, decision, HOUR_MS, reward, selection, START } from "./examples.ts";

const learnedOf = async ({ shard, sums }: TestCase, now: number) => {
  const status = await shard.status(now);
  const learned = [...(await sums())].filter(([, { n }]) => n !== 0);
  return { ...status, learned: learned.map(([action, { n, sum }]) => ({ action, n, sum })) };
};

describe("a select and a reward that overtake their decision", () => {
  it("wait, and attach when it comes within 24 hours", async () => {
    const test = openCase();
    const { shard } = test;
    const [selected] = await shard.select(call(START), [selection("q", "b")]);
    const [rewarded] = await shard.reward(call(START), [reward("q", 50)]);
    expect(selected).toMatchObject({ ok: true, value: { meta: { pending: true } } });
    expect(rewarded).toMatchObject({ ok: true, value: { meta: { pending: true } } });
    expect((await shard.status(START)).waiting).toBe(2);

    await test.evictShard();
    const now = START + 24 * HOUR_MS - 1;
    await shard.decide(call(now), [decision("q")]);
    const { waiting, unattached, learned } = await learnedOf(test, now);
    expect({ waiting, unattached }).toEqual({ waiting: 0, unattached: 0 });
    expect(learned).toEqual([{ action: "b", n: 1, sum: 50 }]);
  });

  it("are given up after 24 hours, counted, and teach nothing when it comes after all", async () => {
    const test = openCase();
    const { shard } = test;
    await shard.select(call(START), [selection("q", "b")]);
    await shard.reward(call(START), [reward("q", 50)]);
    const now = START + 24 * HOUR_MS;
    await shard.runDue(now);
    expect(await shard.status(now)).toMatchObject({ waiting: 0, unattached: 2 });

    const [decided] = await shard.decide(call(now), [decision("q")]);
    if (!decided?.ok) throw new Error("refused");
    const { learned } = await learnedOf(test, now);
    expect(learned).toEqual([{ action: decided.value.actions[0], n: 1, sum: 0 }]);

    // What is reported of the decision from now on counts as ever.
    await shard.reward(call(now), [reward("q", 25)]);
    expect((await learnedOf(test, now)).learned).toMatchObject([{ n: 1, sum: 25 }]);
  });

  it("are refused at once when the caller is strict", async () => {
    const { shard } = openCase();
    const strict = { strict: true };
    const [selected] = await shard.select(call(START), [selection("q", "b", strict)]);
    const [rewarded] = await shard.reward(call(START), [reward("q", 1, strict)]);
    expect(selected).toMatchObject({ ok: false, error: { code: "unknown_query" } });
    expect(rewarded).toMatchObject({ ok: false, error: { code: "unknown_query" } });
    expect(await shard.status(START)).toMatchObject({ waiting: 0, standing: { last_seq: 0 } });
  });

  it("are told apart by their ids while they wait", async () => {
    const test = openCase();
    const { shard } = test;
    const twice = [
      reward("q", 10, { rewardId: "r1" }),
      reward("q", 20, { rewardId: "r2" }),
      reward("q", 10, { rewardId: "r1" }),
    ];
    const outcomes = await shard.reward(call(START), twice);
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.replay)).toEqual([
      false,
      false,
      true,
    ]);
    await shard.decide(call(START), [decision("q")]);
    expect((await learnedOf(test, START)).learned).toMatchObject([{ n: 1, sum: 30 }]);
  });

  it("keep their keys when they have waited in vain, so that later ones do not meet them", async () => {
    const test = openCase();
    const { shard } = test;
    await shard.select(call(START), [selection("q", "a")]);
    await shard.reward(call(START), [reward("q", 10, { rewardId: "r1" }), reward("q", 10)]);
    const later = START + 25 * HOUR_MS;
    await shard.select(call(later), [selection("q", "c")]);
    await shard.decide(call(later), [decision("q")]);
    const outcomes = [
      ...(await shard.select(call(later), [selection("q", "a")])),
      ...(await shard.reward(call(later), [reward("q", 20)])),
      ...(await shard.reward(call(later), [reward("q", 10, { rewardId: "r1" })])),
    ];
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.replay)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
