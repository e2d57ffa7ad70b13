import { runInDurableObject } from "cloudflare:test";
import { caseSettings } from "@nextmove/contract";
import { absorb, createLearner, exportAction } from "@nextmove/engine";
import { describe, expect, it } from "vitest";
import { openCase, sumsOf, type TestCase } from "./case-objects.ts";
import { expectSameSums } from "./same-sums.ts";
import { call, DAY_MS, decision, MINUTE_MS, reward, selection, START } from "./examples.ts";

const DEVICES = ["phone", "desktop", "tablet"];

/** Decides, selects and rewards as a shop would, over several batches. */
const trade = async ({ shard }: TestCase, decisions: number, from = 0): Promise<number> => {
  let now = START + from * MINUTE_MS;
  for (let i = from; i < from + decisions; i++) {
    now += MINUTE_MS;
    const state = { device: DEVICES[i % 3], visits: i % 7 };
    await shard.decide(call(now), [decision(`q${i}`, { state })]);
    if (i % 4 === 0) await shard.select(call(now), [selection(`q${i}`, "b")]);
    if (i % 3 === 0) await shard.reward(call(now), [reward(`q${i}`, 20 + i)]);
    if (i % 10 === 9) await shard.status(now);
  }
  await shard.status(now);
  return now;
};

describe("a rebuild", () => {
  it("gives the same sums as learning the log event by event in its feature space", async () => {
    const test = openCase();
    await trade(test, 45);
    await test.model.runDue();
    await trade(test, 10, 45);

    const header = await test.header();
    if (!header) throw new Error("nothing was learned");
    expect(header.model.space.version).toBeGreaterThan(0);
    const [[, lastSeq] = ["", 0]] = (await test.model.status()).cursors;
    const reference = createLearner(header.options, header.model);
    for (let after = 0; after < lastSeq;) {
      const page = await test.shard.replay(after, lastSeq);
      for (const { observation, terms } of page.lessons) {
        absorb(reference, observation, terms, START);
      }
      after = page.toSeq;
    }
    const expected = [...reference.actions.keys()].map(
      (action) => [action, sumsOf(exportAction(reference, action))] as const,
    );
    expectSameSums(await test.sums(), new Map(expected));
  });

  it("is taken over by the shards, which answer replays as before", async () => {
    const test = openCase();
    const { shard, model } = test;
    const [first] = await shard.decide(call(START), [decision("first")]);
    const now = await trade(test, 30);
    await model.runDue();
    const { space } = await model.status();
    expect(space.version).toBeGreaterThan(0);
    await trade(test, 1, 30);

    const asks = { ...decision("asks", { state: { device: "phone" }, explain: true }) };
    const [decided] = await shard.decide(call(now), [asks]);
    const explained = decided?.ok ? decided.value.explanation : undefined;
    expect(explained?.feature_space).toBe(space.version);
    const [again] = await shard.decide(call(now), [decision("first")]);
    expect(again?.ok && again.value.actions).toEqual(first?.ok && first.value.actions);

    await test.evictShard();
    const [afterRestart] = await shard.decide(call(now), [{ ...asks, queryId: "asks again" }]);
    const restarted = afterRestart?.ok ? afterRestart.value.explanation : undefined;
    expect(restarted?.feature_space).toBe(space.version);
    expect(restarted?.model_version).toBe(explained?.model_version);
  });

  it("gathers the logs of all shards", async () => {
    const test = openCase();
    const other = { ...test, shard: test.shardAt({ epoch: 0, shard: 1 }) };
    await trade(test, 15);
    await trade(other, 15);
    await test.model.runDue();
    const status = await test.model.status();
    expect(status.space.version).toBeGreaterThan(0);
    const learned = [...(await test.sums()).values()];
    expect(learned.reduce((total, { n }) => total + n, 0)).toBe(30);
  });

  it("loses nothing that is learned while it reads", async () => {
    const test = openCase();
    await trade(test, 40);
    await Promise.all([test.model.runDue(), trade(test, 15, 40)]);
    await test.shard.status(START);
    const learned = [...(await test.sums()).values()];
    expect(learned.reduce((total, { n }) => total + n, 0)).toBe(55);
  });

  it("follows settings that change while it reads", async () => {
    const test = openCase();
    await trade(test, 40);
    const changed = caseSettings.parse({ dimension: 32 });
    await Promise.all([test.model.runDue(), test.model.configure(changed, 1)]);
    expect((await test.model.status()).space.dimension).toBe(32);
    const learned = [...(await test.sums()).values()];
    expect(learned.reduce((total, { n }) => total + n, 0)).toBe(40);
  });

  it("passes over settings that newer ones have overtaken on the way", async () => {
    const test = openCase();
    const dimension = async () => {
      await test.model.runDue();
      return (await test.model.status()).space.dimension;
    };
    await trade(test, 15);
    await test.model.configure(caseSettings.parse({ dimension: 32 }), 3);
    await test.model.configure(caseSettings.parse({ dimension: 16 }), 2);
    expect(await dimension()).toBe(32);
    // Also where the newer ones say what holds anyway.
    await test.model.configure(caseSettings.parse({ dimension: 32 }), 5);
    await test.evictModel();
    await test.model.configure(caseSettings.parse({ dimension: 16 }), 4);
    expect(await dimension()).toBe(32);
  });

  it("does not hold up the change of settings, and can be seen to be under way", async () => {
    const test = openCase();
    await trade(test, 15);
    const then = await runInDurableObject(test.rawModel, async (model) => {
      await model.configure(caseSettings.parse({ dimension: 32 }), 1);
      return model.status();
    });
    expect(then).toMatchObject({ rebuilding: true, space: { version: 0 } });
    await test.model.runDue();
    expect(await test.model.status()).toMatchObject({ rebuilding: false, space: { version: 1 } });
  });

  it("knows as much of when rewards come as the model that was there all along", async () => {
    const test = openCase();
    await trade(test, 15);
    await test.shard.runDue(START + 3 * DAY_MS);
    const before = (await test.header())?.arrivals;
    await test.model.configure(caseSettings.parse({ half_life_days: 1000 }), 1);
    await test.model.runDue();
    const after = (await test.header())?.arrivals;
    expect(before?.inInterval.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(after?.inInterval).toEqual(before?.inInterval);
    expect(new Map(after?.actions)).toEqual(new Map(before?.actions));
  });

  it("brings nothing back when its case is deleted meanwhile", async () => {
    const test = openCase();
    await trade(test, 40);
    await Promise.all([test.model.runDue(), test.model.wipe(0)]);
    expect(await test.sums()).toEqual(new Map());
  });
});
