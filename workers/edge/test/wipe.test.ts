import { runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import { openCase, type TestCase } from "./case-objects.ts";
import { call, decision, reward, selection, START } from "./examples.ts";

const rowsOf = (object: TestCase["rawShard"] | TestCase["rawModel"]): Promise<number> =>
  runInDurableObject(object as DurableObjectStub, (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'",
      )
      .toArray();
    return tables.reduce((total, { name }) => {
      const { rows } = storage.sql
        .exec<{ rows: number }>(`SELECT count(*) AS rows FROM ${name}`)
        .one();
      return total + rows;
    }, 0);
  });

it("leaves no row and no alarm of a case behind", async () => {
  const { shard, model, rawShard, rawModel } = openCase();
  await shard.decide(call(START), [decision("q1"), decision("q2")]);
  await shard.select(call(START), [selection("waits", "a")]);
  await shard.reward(call(START), [reward("q1", 1), reward("waits", 1)]);
  await shard.status(START);
  expect(await rowsOf(rawShard)).toBeGreaterThan(5);
  expect(await rowsOf(rawModel)).toBeGreaterThan(2);

  // In the order in which a case is deleted: the shards first.
  await shard.wipe();
  await model.wipe();
  expect(await rowsOf(rawShard)).toBe(await rowsOf(openCase().rawShard));
  expect(await rowsOf(rawModel)).toBe(0);
  const alarm = await runInDurableObject(rawShard, (_, { storage }) => storage.getAlarm());
  expect(alarm).toBeNull();
  expect(await shard.knows(["q1", "q2"])).toEqual([false, false]);
  expect(await shard.find("q1")).toBeNull();
});

it("starts from nothing after a wipe, also when it is evicted in between", async () => {
  const { shard, model, sums, evictShard } = openCase();
  await shard.decide(call(START), [decision("q1")]);
  await shard.status(START);
  await shard.wipe();
  await model.wipe();
  await evictShard();
  const [decided] = await shard.decide(call(START), [decision("q1", { actions: ["z"] })]);
  expect(decided).toMatchObject({ ok: true, value: { replay: false, actions: ["z"] } });
  const { standing } = await shard.status(START);
  expect(standing).toMatchObject({ last_seq: 1, absorbed_seq: 1 });
  expect([...(await sums()).keys()]).toEqual(["z"]);
});

it("is not undone by an answer of the model that was on its way", async () => {
  const { shard, rawShard } = openCase();
  await shard.decide(call(START), [decision("q1"), decision("q2")]);
  await Promise.all([shard.status(START), shard.wipe()]);
  expect(await rowsOf(rawShard)).toBe(await rowsOf(openCase().rawShard));
  await shard.decide(call(START), [decision("q1")]);
  expect((await shard.status(START)).standing.last_seq).toBe(1);
});
