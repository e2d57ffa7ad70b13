import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import type { Claim } from "../src/protocol/ledger-shard/claim.ts";
import { ledgerShardAt, tellLedger } from "../src/protocol/ledger-shard/stub.ts";
import { ledgerShardOf } from "../src/protocol/ledger-shard/placement.ts";
import { ledgerShardName } from "../src/protocol/names.ts";
import { testCycleShard } from "../src/protocol/test-cycle-shard/stub.ts";
import { RETENTION_MS } from "../src/test-cycle/retention.ts";
import { DAY_MS, START } from "./examples.ts";

const claim = (given: Partial<Claim>): Claim => ({
  order: "order-1",
  source: "reward",
  witness: "query-1",
  entry: "purchase",
  amount: 100,
  currency: "EUR",
  at: START,
  visitor: "visitor-1",
  trusted: true,
  ...given,
});

const ledgerOf = (account: string, order: string) =>
  ledgerShardAt(env, account, ledgerShardOf(order));
const settle = (account: string, order: string) => ledgerOf(account, order).runDue(START);
const ordersOf = (account: string, visitor: string) =>
  testCycleShard(env, account, visitor).orders(visitor);

it("tells the visitors of an order what it came to, once everybody has reported it", async () => {
  const claims = [
    claim({}),
    claim({ witness: "query-2" }),
    claim({ source: "outcome", witness: "event-1", visitor: "visitor-2", amount: 90 }),
  ];
  await tellLedger(env, "ledger-a", claims, START);
  await tellLedger(env, "ledger-a", claims, START);
  await settle("ledger-a", "order-1");
  const told = {
    order: "order-1",
    currency: "EUR",
    at: START,
    revision: expect.any(Number),
    amount: 90,
    returned: 0,
  };
  expect(await ordersOf("ledger-a", "visitor-2")).toEqual([
    { ...told, visitor: "visitor-2", counts: true },
  ]);
  expect(await ordersOf("ledger-a", "visitor-1")).toEqual([
    { ...told, visitor: "visitor-1", counts: false },
  ]);
  expect(await ordersOf("ledger-b", "visitor-1")).toEqual([]);
});

it("tells after a restart what it had not told, and corrects what it had", async () => {
  await tellLedger(env, "ledger-c", [claim({})], START);
  const name = ledgerShardName("ledger-c", ledgerShardOf("order-1"));
  await evictDurableObject(env.LEDGER_SHARD.getByName(name));
  await settle("ledger-c", "order-1");
  expect(await ordersOf("ledger-c", "visitor-1")).toMatchObject([{ amount: 100 }]);
  const refund = claim({ entry: "refund", amount: -40 });
  await tellLedger(env, "ledger-c", [refund], START);
  await settle("ledger-c", "order-1");
  expect(await ordersOf("ledger-c", "visitor-1")).toMatchObject([{ amount: 60, returned: 40 }]);
});

it("does not let an older statement come after a newer one", async () => {
  const shard = testCycleShard(env, "ledger-d", "v");
  const said = {
    visitor: "v",
    order: "o",
    counts: true,
    amount: 5,
    returned: 0,
    currency: null,
    at: START,
  };
  await shard.hear([{ ...said, revision: 2 }]);
  await shard.hear([{ ...said, amount: 9, revision: 1 }]);
  expect(await shard.orders("v")).toEqual([{ ...said, revision: 2 }]);
});

it("corrects an order however old a page says that it is", async () => {
  const ofPage = claim({
    source: "outcome",
    witness: "event-1",
    at: START - RETENTION_MS - DAY_MS,
    trusted: false,
  });
  await tellLedger(env, "ledger-g", [claim({}), ofPage], START);
  await settle("ledger-g", "order-1");
  expect(await ordersOf("ledger-g", "visitor-1")).toMatchObject([{ amount: 100 }]);
  const ledger = ledgerOf("ledger-g", "order-1");
  await ledger.runDue(START + 2 * DAY_MS);
  const refund = claim({ entry: "refund", amount: -100 });
  await tellLedger(env, "ledger-g", [refund], START + 2 * DAY_MS);
  await ledger.runDue(START + 2 * DAY_MS);
  expect(await ordersOf("ledger-g", "visitor-1")).toMatchObject([{ amount: 0, returned: 100 }]);
});

it("forgets reports that no report can ask for any more, and then rests", async () => {
  await tellLedger(env, "ledger-f", [claim({})], START);
  const object = env.LEDGER_SHARD.getByName(ledgerShardName("ledger-f", ledgerShardOf("order-1")));
  const rest = async (at: number) => {
    await evictDurableObject(object);
    await runInDurableObject(object, (_, { storage }) => storage.deleteAlarm());
    await ledgerOf("ledger-f", "order-1").runDue(at);
    return runInDurableObject(object, (_, { storage }) => storage.getAlarm());
  };
  expect(await rest(START + RETENTION_MS)).not.toBeNull();
  expect(await ledgerOf("ledger-f", "order-1").claims("order-1")).toHaveLength(1);
  expect(await rest(START + RETENTION_MS + 2 * DAY_MS)).toBeNull();
  expect(await ledgerOf("ledger-f", "order-1").claims("order-1")).toEqual([]);
});

it("keeps the reports of an erased visitor, not their id", async () => {
  await tellLedger(env, "ledger-e", [claim({})], START);
  const shard = ledgerOf("ledger-e", "order-1");
  await shard.forgetVisitors(["visitor-1"]);
  expect(await shard.claims("order-1")).toEqual([claim({ visitor: null })]);
  const name = ledgerShardName("ledger-e", ledgerShardOf("order-1"));
  const rows = await runInDurableObject(env.LEDGER_SHARD.getByName(name), (_, { storage }) =>
    JSON.stringify(storage.sql.exec("SELECT * FROM claim").toArray()),
  );
  expect(rows).not.toContain("visitor-1");
});
