import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { caseSettings } from "@nextmove/contract";
import { expect, it } from "vitest";
import { customerShardOf } from "../src/protocol/customer-shard/placement.ts";
import { customerShard } from "../src/protocol/customer-shard/stub.ts";
import { decisionShard } from "../src/protocol/decision-shard/stub.ts";
import { accountName, customerShardName } from "../src/protocol/names.ts";
import { call, decision, START } from "./examples.ts";

const CONSUMER = "someone";
/** More objects than are asked in one turn. */
const CASES = ["a", "b", "c"];
const SHARDS = 64;

const openAccount = async (account: string) => {
  const accountObject = env.ACCOUNT.getByName(accountName(account));
  await accountObject.bootstrap(START);
  const settings = caseSettings.parse({ shards: SHARDS });
  for (const caseId of CASES) await accountObject.putCase(caseId, settings, "test", START);
  const raw = () =>
    env.CUSTOMER_SHARD.getByName(customerShardName(account, customerShardOf(CONSUMER)));
  const last = decisionShard(env, account, "c", { epoch: 0, shard: SHARDS - 1 });
  await last.decide(call(START), [decision("q", { consumerId: CONSUMER })]);
  return {
    raw,
    erase: () => customerShard(env, account, CONSUMER).erase(CONSUMER),
    held: async () => (await last.consumerPage(CONSUMER, "")).events.length,
    left: () =>
      runInDurableObject(
        raw(),
        (_, { storage }) =>
          storage.sql.exec<{ left: number }>("SELECT count(*) AS left FROM erasing").one().left,
      ),
  };
};

it("goes on by the alarm with what was more than one request does, also when the object was evicted", async () => {
  const { erase, held, left, raw } = await openAccount("erasing");
  expect(await held()).toBe(1);
  expect(await erase()).toBe(false);
  await evictDurableObject(raw());
  // The platform may have rung it already.
  while ((await left()) > 0) await runDurableObjectAlarm(raw());
  expect(await held()).toBe(0);
});

it("lets no consumer wait for another whose erasure fails", async () => {
  const account = "erasing-several";
  await env.ACCOUNT.getByName(accountName(account)).bootstrap(START);
  const raw = env.CUSTOMER_SHARD.getByName(customerShardName(account, 0));
  const left = await runInDurableObject(raw, async (shard, { storage }) => {
    const { sql } = storage;
    // One that is not to be found comes first.
    const insert = "INSERT INTO erasing (consumer, n, target, place) VALUES (?, 0, ?, '')";
    sql.exec(insert, "a", JSON.stringify({ in: "catalog", caseId: "No Case" }));
    sql.exec(insert, "b", JSON.stringify({ in: "customers" }));
    await expect(shard.runDue(START)).rejects.toThrow();
    await shard.runDue(START);
    return sql.exec<{ consumer: string }>("SELECT consumer FROM erasing").toArray();
  });
  expect(left).toEqual([{ consumer: "a" }]);
});
