import { env } from "cloudflare:workers";
import { sinkSettings } from "@nextmove/contract";
import { beforeAll, expect, it } from "vitest";
import { sinkAt } from "../src/protocol/sink/stub.ts";
import { decisionShard } from "../src/protocol/decision-shard/stub.ts";
import { call, DAY_MS, decision, START, valueOf } from "./examples.ts";

const ACCOUNT = "forwarding";
/** Of the log: the reward window and a day. */
const RETENTION_DAYS = 31;

beforeAll(async () => void valueOf(await env.ACCOUNT.getByName(ACCOUNT).bootstrap(START - 1)));

/** A sink that wants none of what the test does: only the cursor towards it matters. */
const putSink = async (enabled: boolean, now: number): Promise<void> => {
  const url = "https://hooks.shop.example/";
  const settings = sinkSettings.parse({ kind: "webhook", url, events: ["outcome"], enabled });
  const account = env.ACCOUNT.getByName(ACCOUNT);
  const put = await account.changeSink("held", { what: "put", settings }, "test", now);
  expect(put.ok).toBe(true);
};

it("a day of the log waits for a sink that does not take it, within a bound, and what was lost is said", async () => {
  const shard = decisionShard(env, ACCOUNT, "held", { epoch: 0, shard: 0 });
  await putSink(false, START - 1);
  await shard.decide(call(START), [decision("q1"), decision("q2")]);
  await shard.sinksChanged();
  await shard.runDue(START + 1_000);

  await shard.runDue(START + (RETENTION_DAYS + 2) * DAY_MS);
  expect(await shard.knows(["q1", "q2"])).toEqual([true, true]);
  const late = START + (RETENTION_DAYS + 9) * DAY_MS;
  await shard.runDue(late);
  expect(await shard.knows(["q1", "q2"])).toEqual([false, false]);

  await putSink(true, late);
  await shard.sinksChanged();
  await shard.decide(call(late), [decision("q3")]);
  await shard.runDue(late + 1_000);
  const { lost, waiting } = await sinkAt(env, ACCOUNT, "held", 0).health(late);
  // The decisions, and the ticks in which they crossed their ages.
  expect(lost).toBeGreaterThanOrEqual(2);
  expect(waiting).toBe(0);
});

it("a day of the log that every sink has taken goes when its retention is over", async () => {
  const shard = decisionShard(env, ACCOUNT, "taken", { epoch: 0, shard: 0 });
  await putSink(true, START - 1);
  await shard.sinksChanged();
  await shard.decide(call(START), [decision("q1")]);
  await shard.runDue(START + 1_000);
  await shard.runDue(START + (RETENTION_DAYS + 2) * DAY_MS);
  expect(await shard.knows(["q1"])).toEqual([false]);
});
