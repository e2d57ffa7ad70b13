import { runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import type { DecisionBody } from "../src/decision-log/events.ts";
import { openCase } from "./case-objects.ts";
import { call, DAY_MS, decision, reward, selection, START } from "./examples.ts";
import { expectSameSums } from "./same-sums.ts";

const NEXT_DAY = START + DAY_MS;

/** A consumer's decisions on two days, and another's. */
const openUsedCase = async () => {
  const test = openCase();
  const { shard } = test;
  const mine = { consumerId: "someone", aliases: { ga_client_id: "123.456" } };
  await shard.decide(call(START), [
    decision("q1", { ...mine, state: { price: 0.1 + 0.2, tiny: 5e-324 } }),
    decision("other", { consumerId: "someone else" }),
    decision("unknown"),
  ]);
  await shard.select(call(START), [selection("q1", "b")]);
  await shard.decide(call(NEXT_DAY), [decision("q2", mine)]);
  await shard.reward(call(NEXT_DAY), [{ ...reward("early", 5), consumerId: "someone" }]);
  await shard.reward(call(NEXT_DAY), [reward("q1", 40.1), reward("other", 1)]);
  return test;
};

type OpenCase = Awaited<ReturnType<typeof openUsedCase>>;

const allPages = async ({ shard }: OpenCase, consumer: string) => {
  const events = [];
  let place: string | null = "";
  while (place !== null) {
    const page: Awaited<ReturnType<typeof shard.consumerPage>> = await shard.consumerPage(
      consumer,
      place,
    );
    events.push(...page.events);
    place = page.next;
  }
  return events;
};

/** How many events, over all pages. */
const forget = async ({ shard }: OpenCase, consumer: string): Promise<number> => {
  let events = 0;
  let place: string | null = "";
  while (place !== null) {
    const page: Awaited<ReturnType<typeof shard.forgetConsumer>> = await shard.forgetConsumer(
      consumer,
      place,
    );
    events += page.events;
    place = page.next;
  }
  return events;
};

it("finds a consumer's decisions on all days, with what followed", async () => {
  const test = await openUsedCase();
  const events = await allPages(test, "someone");
  expect(events.map(({ query_id, kind }) => `${kind} ${query_id}`)).toEqual([
    "decision q1",
    "select q1",
    "reward q1",
    "decision q2",
  ]);
  expect(await allPages(test, "nobody")).toEqual([]);
});

it("reads a long day by pages, and forgets by them", async () => {
  const test = openCase();
  const { shard } = test;
  const PAGE_EVENTS = 5_000;
  const all = Array.from({ length: 2 * PAGE_EVENTS }, (_, index) =>
    decision(`q${index}`, { consumerId: index % PAGE_EVENTS === 0 ? "someone" : "others" }),
  );
  for (let at = 0; at < all.length; at += 500) {
    await shard.decide(call(START), all.slice(at, at + 500));
  }
  await shard.decide(call(NEXT_DAY), [decision("last", { consumerId: "someone" })]);
  const found = await allPages(test, "someone");
  expect(found.map(({ query_id }) => query_id)).toEqual(["q0", `q${PAGE_EVENTS}`, "last"]);
  expect(await forget(test, "someone")).toBe(3);
  expect(await allPages(test, "someone")).toEqual([]);
});

it("forgets who a decision was for, and nothing of what it taught", async () => {
  const test = await openUsedCase();
  const { shard } = test;
  const before = await shard.find("q1");
  await shard.status(NEXT_DAY);
  const sums = await test.sums();
  expect(await forget(test, "someone")).toBe(3);
  expect(await forget(test, "someone")).toBe(0);
  expect(await allPages(test, "someone")).toEqual([]);
  expect(await allPages(test, "someone else")).toHaveLength(2);

  const { consumer: _, aliases: __, ...rest } = before as DecisionBody;
  expect(await shard.find("q1")).toEqual({ ...rest, fingerprint: "" });
  const texts = await runInDurableObject(test.rawShard, (_, { storage }) =>
    storage.sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE name GLOB 'event_[0-9]*'")
      .toArray()
      .filter(({ name }) => !name.endsWith("_once"))
      .map(({ name }) => JSON.stringify(storage.sql.exec(`SELECT * FROM ${name}`).toArray())),
  );
  expect(texts.join()).not.toMatch(/"someone\\"|123\.456/);

  await test.evictShard();
  await shard.status(NEXT_DAY);
  expectSameSums(await test.sums(), sums);
  const [rewarded] = await shard.reward(call(NEXT_DAY), [reward("q2", 10)]);
  expect(rewarded).toMatchObject({ ok: true, value: { replay: false, meta: {} } });
  const [again] = await shard.decide(call(NEXT_DAY), [decision("q2", { consumerId: "someone" })]);
  expect(again).toMatchObject({ ok: false, error: { code: "query_id_conflict" } });
});
