import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { caseSettings } from "@nextmove/contract";
import { expect, it } from "vitest";
import { openCase, type TestCase } from "./case-objects.ts";
import { accountName } from "../src/protocol/names.ts";
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

/** What is left of a model: which deletion it was. */
const ROWS_OF_WIPED_MODEL = 1;

/** What is left of a shard: what every new one has, and the row that says it is closed. */
const rowsOfClosed = async (): Promise<number> => (await rowsOf(openCase().rawShard)) + 1;

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
  await model.wipe(0);
  expect(await rowsOf(rawShard)).toBe(await rowsOfClosed());
  expect(await rowsOf(rawModel)).toBe(ROWS_OF_WIPED_MODEL);
  const alarm = await runInDurableObject(rawShard, (_, { storage }) => storage.getAlarm());
  expect(alarm).toBeNull();
  expect(await shard.knows(["q1", "q2"])).toEqual([false, false]);
  expect(await shard.find("q1")).toBeNull();
});

it("stays closed to those who still know the case, also when it is evicted", async () => {
  const { shard, model, rawShard, rawModel, evictShard } = openCase();
  await shard.decide(call(START), [decision("q1")]);
  await shard.status(START);
  await shard.wipe();
  await model.wipe(0);
  for (const evict of [async () => {}, evictShard]) {
    await evict();
    const outcomes = [
      ...(await shard.decide(call(START), [decision("q1"), decision("q2")])),
      ...(await shard.select(call(START), [selection("q1", "a")])),
      ...(await shard.reward(call(START), [reward("q1", 1)])),
    ];
    const refused = { ok: false, error: { code: "unknown_case" } };
    expect(outcomes).toMatchObject([refused, refused, refused, refused]);
  }
  await shard.runDue(START);
  expect(await rowsOf(rawShard)).toBe(await rowsOfClosed());
  expect(await rowsOf(rawModel)).toBe(ROWS_OF_WIPED_MODEL);
});

it("is not undone by an answer of the model that was on its way", async () => {
  const { shard, rawShard } = openCase();
  await shard.decide(call(START), [decision("q1"), decision("q2")]);
  await Promise.all([shard.status(START), shard.wipe()]);
  expect(await rowsOf(rawShard)).toBe(await rowsOfClosed());
  expect((await shard.status(START)).standing.last_seq).toBe(0);
});

it("is not undone by what comes while it waits for what is on its way", async () => {
  const { shard, rawShard } = openCase();
  await shard.decide(call(START), [decision("q1"), decision("q2")]);
  const telling = shard.status(START);
  const wiping = shard.wipe();
  const meanwhile = Array.from({ length: 5 }, async (_, n) => {
    const late = shard.decide(call(START), [decision(`late-${n}`)]);
    await Promise.all([shard.runDue(START), shard.status(START)]);
    return late;
  });
  const outcomes = (await Promise.all(meanwhile)).flat();
  await Promise.all([telling, wiping]);
  expect(await rowsOf(rawShard)).toBe(await rowsOfClosed());
  const refused = { ok: false, error: { code: "unknown_case" } };
  expect(outcomes).toMatchObject(outcomes.map(() => refused));
});

it("makes no case anew before all of the old one is wiped, since nobody would look for the rest", async () => {
  const account = env.ACCOUNT.getByName(accountName("half-deleted"));
  await account.bootstrap(START);
  const put = () => account.putCase("shop", caseSettings.parse({}), "test", START);
  expect(await put()).toMatchObject({ ok: true });
  await account.deleteCase("shop", "test", START);
  expect(await put()).toMatchObject({ ok: false, error: { code: "case_deleting" } });
  await account.deleteCase("shop", "test", START);
  await account.caseWiped("shop", 0);
  expect(await put()).toMatchObject({ ok: true, value: { epochs: [{ epoch: 1 }] } });

  // Deleted once more, while the answer of the first deletion is still on its way.
  await account.deleteCase("shop", "test", START);
  await account.caseWiped("shop", 0);
  expect(await put()).toMatchObject({ ok: false, error: { code: "case_deleting" } });
});

it("leaves alone what was made anew under the name, when it is asked for once more", async () => {
  const { shardAt, model, sums } = openCase();
  await model.wipe(0);
  const anew = shardAt({ epoch: 1, shard: 0 });
  await anew.decide(call(START), [decision("q1")]);
  await anew.status(START);
  const learned = await sums();
  expect(learned.size).toBeGreaterThan(0);
  await model.wipe(0);
  expect(await sums()).toEqual(learned);
  await model.wipe(1);
  expect((await sums()).size).toBe(0);
});
