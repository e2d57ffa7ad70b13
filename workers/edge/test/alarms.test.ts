import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { caseSettings } from "@nextmove/contract";
import { beforeAll, expect, it } from "vitest";
import { customerShardAt } from "../src/protocol/customer-shard/stub.ts";
import type { Envelope } from "../src/protocol/customer-shard/envelope.ts";
import {
  caseModelName,
  catalogName,
  customerShardName,
  ledgerShardName,
  shardName,
  testCycleShardName,
} from "../src/protocol/names.ts";
import { caseModel } from "../src/protocol/case-model/stub.ts";
import { decisionShard } from "../src/protocol/decision-shard/stub.ts";
import { call, decision, START } from "./examples.ts";

const ACCOUNT = "alarms";
const CASE = "shop";
const PLACE = { epoch: 0, shard: 0 };

const OBJECTS = {
  DecisionShard: () => env.DECISION_SHARD.getByName(shardName(ACCOUNT, "other", PLACE)),
  TestCycleShard: () => env.TEST_CYCLE_SHARD.getByName(testCycleShardName(ACCOUNT, 0)),
  LedgerShard: () => env.LEDGER_SHARD.getByName(ledgerShardName(ACCOUNT, 0)),
  CustomerShard: () => env.CUSTOMER_SHARD.getByName(customerShardName(ACCOUNT, 0)),
  Catalog: () => env.CATALOG.getByName(catalogName(ACCOUNT, CASE)),
};

const ENVELOPE: Envelope = {
  consumer: "someone",
  caseId: CASE,
  tab: "tab-00001",
  aliases: {},
  session: undefined,
  events: [{ type: "track", seq: 1, at: START, name: "view_item", params: {} }],
  refused: [],
  dropped: [],
};

type Raw = ReturnType<(typeof OBJECTS)[keyof typeof OBJECTS]>;

/** Lets an object's alarm come, and says when the next one does. */
const alarmAfter = (raw: DurableObjectStub<Rpc.DurableObjectBranded & DurableObject>) =>
  runInDurableObject(raw, async (object, { storage }) => {
    await storage.deleteAlarm();
    await object.alarm?.();
    return storage.getAlarm();
  });

/** Takes all its tables from an object: whatever it does fails. */
const breakTables = (raw: Raw) =>
  runInDurableObject(raw, (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '[a-z]*'",
      )
      .toArray();
    for (const { name } of tables) storage.sql.exec(`DROP TABLE "${name}"`);
  });

beforeAll(async () => {
  // Only who has something does something.
  await decisionShard(env, ACCOUNT, "other", PLACE).decide(call(START), [decision("q1")]);
  await customerShardAt(env, ACCOUNT, 0).receive(ENVELOPE, START);
});

it.each(Object.entries(OBJECTS))("a %s's alarm that failed comes again", async (_, objectOf) => {
  await breakTables(objectOf());
  expect(await alarmAfter(objectOf())).toBeGreaterThan(Date.now());
});

it("a CaseModel's rebuild that failed is tried again", async () => {
  const shard = decisionShard(env, ACCOUNT, CASE, PLACE);
  await shard.decide(call(START), [decision("q1")]);
  await shard.status(START);
  await breakTables(env.DECISION_SHARD.getByName(shardName(ACCOUNT, CASE, PLACE)));
  const settings = caseSettings.parse({ actions: ["a", "b"], dimension: 64 });
  await caseModel(env, ACCOUNT, CASE).configure(settings, 1);
  const raw = env.CASE_MODEL.getByName(caseModelName(ACCOUNT, CASE));
  expect(await alarmAfter(raw)).toBeGreaterThan(Date.now());
});
