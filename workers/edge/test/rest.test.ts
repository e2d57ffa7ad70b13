import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import { advance, now } from "../src/clock.ts";
import { openCase, type TestCase } from "./case-objects.ts";
import { call, DAY_MS, decision, reward } from "./examples.ts";

const WINDOW_MS = 30 * DAY_MS;
/** One crossing of each of 14 ages, the first batch, the end of each day that holds an event. */
const MOST_WAKES = 60;

/** When the object's alarm is due on the Worker's clock, or null when it rests. */
const alarmOf = async (shard: TestCase["rawShard"]): Promise<number | null> => {
  const due = await runInDurableObject(shard, (_, { storage }) => storage.getAlarm());
  return due === null ? null : due + now() - Date.now();
};

it("a shard that nobody asks any more forgets its log and comes to rest", async () => {
  const { shard, rawShard } = openCase();
  const start = now();
  await shard.decide(call(start), [decision("q1"), decision("q2")]);
  await shard.reward(call(start), [reward("q1", 1)]);
  let wakes = 0;
  for (let due = await alarmOf(rawShard); due !== null; due = await alarmOf(rawShard)) {
    advance(Math.max(0, due - now()) + 1);
    await runDurableObjectAlarm(rawShard);
    wakes += 1;
    expect(wakes).toBeLessThanOrEqual(MOST_WAKES);
  }
  expect(await shard.knows(["q1", "q2"])).toEqual([false, false]);
  expect(now() - start).toBeGreaterThan(WINDOW_MS);
  expect(now() - start).toBeLessThan(2 * WINDOW_MS + 5 * DAY_MS);
});
