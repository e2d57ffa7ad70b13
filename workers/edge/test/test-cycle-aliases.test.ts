import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { TestCycleEvent, TestCyclePeriod } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { testCycleShardName } from "../src/protocol/names.ts";
import { testCycleShardOf } from "../src/protocol/test-cycle-shard/placement.ts";
import { testCycleShard } from "../src/protocol/test-cycle-shard/stub.ts";
import { assignModel } from "../src/test-cycle/assign-model.ts";
import { frameOf } from "../src/test-cycle/fold/frame.ts";
import { DAY_MS, START } from "./examples.ts";

let accounts = 0;
/** An account that no other test uses. */
const openAccount = () => {
  accounts += 1;
  const account = `aliases-${accounts}`;
  const shard = (visitor: string) => testCycleShard(env, account, visitor);
  return {
    shard,
    record: (events: readonly TestCycleEvent[]) =>
      shard(events[0]?.visitor ?? "").record(JSON.stringify(events)),
    idsOf: async (visitor: string) =>
      (await shard(visitor).page(visitor, "")).events.map(({ eventId }) => eventId).toSorted(),
    run: (visitor: string, statement: string) =>
      runInDurableObject(
        env.TEST_CYCLE_SHARD.getByName(testCycleShardName(account, testCycleShardOf(visitor))),
        (_, { storage }) => void storage.sql.exec(statement),
      ),
  };
};

const ALIAS = "111.222";
const OWNER = "consumer";
const common = { at: START, receivedAt: START, userTrackingId: ALIAS };
const sale = (eventId: string, visitor = ALIAS): TestCycleEvent => ({
  ...common,
  visitor,
  eventId,
  type: "outcome",
  outcomeId: "sales_1",
  value: 10,
  assistanceId: undefined,
  currency: undefined,
  cost: undefined,
  orderId: undefined,
  channel: undefined,
});
const given = (eventId: string, visitor: string, modelId = "a") => ({
  ...common,
  visitor,
  eventId,
  type: "model_assigned" as const,
  modelId,
});
const period: TestCyclePeriod = {
  periodId: "p",
  caseId: undefined,
  start: START - DAY_MS,
  end: START + DAY_MS,
  models: [
    { modelId: "a", role: "reference", weight: 1, costPerSession: 0, costPerAssistance: 0 },
    { modelId: "b", role: "test", weight: 1, costPerSession: 0, costPerAssistance: 0 },
  ],
  hypothesis: {},
  currency: "EUR",
  cap: null,
  guardrails: [],
  promote: "manual",
  slices: [{ from: START - DAY_MS, weights: [] }],
  salt: "salt",
};
const frame = frameOf(period, [], null);

describe("an alias", () => {
  it("was in another object than its owner, or the tests below prove little", () => {
    expect(testCycleShardOf(ALIAS)).not.toBe(testCycleShardOf(OWNER));
  });

  it("hands over what came before the link and after it, each once", async () => {
    const { shard, record, idsOf } = openAccount();
    await record([sale("before"), sale("too")]);
    await shard(ALIAS).link(ALIAS, OWNER, START);
    expect(await idsOf(OWNER)).toEqual(["before", "too"]);
    expect(await record([sale("after"), sale("before")])).toBe(1);
    expect(await idsOf(OWNER)).toEqual(["after", "before", "too"]);
    await shard(ALIAS).link(ALIAS, OWNER, START + 1);
    expect(await idsOf(OWNER)).toEqual(["after", "before", "too"]);
  });

  it("is counted with its owner, once, and told to the log's readers once", async () => {
    const { shard, record } = openAccount();
    await record([sale("before")]);
    await shard(OWNER).recordOwned(JSON.stringify([given("given", OWNER)]));
    await shard(ALIAS).link(ALIAS, OWNER, START);
    await record([sale("after")]);
    const ofAlias = (await shard(ALIAS).summarise(frame, "", null)).summary;
    expect(ofAlias.unassigned.visitors).toBe(0);
    const ofOwner = (await shard(OWNER).summarise(frame, "", null)).summary;
    expect(ofOwner.models[0]).toMatchObject({ sessions: 1, revenue: { n: 1, sum: 20 } });
    const told = await Promise.all(
      [ALIAS, OWNER].map(async (visitor) =>
        (await shard(visitor).eventsAfter(0, 100)).map(({ event }) => event.eventId),
      ),
    );
    expect(told).toEqual([["before"], ["given", "after"]]);
  });

  it("keeps its first owner", async () => {
    const { shard, record, idsOf } = openAccount();
    await shard(ALIAS).link(ALIAS, OWNER, START);
    await shard(ALIAS).link(ALIAS, "thief", START);
    await record([sale("mine")]);
    expect(await idsOf(OWNER)).toEqual(["mine"]);
    expect(await idsOf("thief")).toEqual([]);
  });

  it("gets the model that its owner was given", async () => {
    const { shard } = openAccount();
    const { modelId } = assignModel(period, ALIAS);
    const other = modelId === "a" ? "b" : "a";
    await shard(OWNER).recordOwned(JSON.stringify([given("given", OWNER, other)]));
    await shard(ALIAS).link(ALIAS, OWNER, START);
    const asked = { visitor: ALIAS, userTrackingId: ALIAS, at: START };
    expect(await shard(ALIAS).assign(period, asked)).toBe(other);
  });

  it("draws as its owner, for whom decisions draw without asking", async () => {
    const owners = ["consumer", "someone", "else", "more"];
    for (const owner of owners) {
      const { shard } = openAccount();
      await shard(ALIAS).link(ALIAS, owner, START);
      const asked = { visitor: ALIAS, userTrackingId: ALIAS, at: START };
      const { modelId } = assignModel(period, owner);
      expect(await shard(ALIAS).assign(period, asked)).toBe(modelId);
      const { events } = await shard(owner).page(owner, "");
      expect(events).toMatchObject([{ visitor: owner, userTrackingId: ALIAS, modelId }]);
    }
    expect(new Set(owners.map((owner) => assignModel(period, owner).modelId)).size).toBe(2);
  });

  it("is handed over by the next alarm when its owner could not be reached", async () => {
    const { shard, record, idsOf, run } = openAccount();
    await record([sale("before")]);
    await shard(OWNER).recordOwned(JSON.stringify([given("given", OWNER)]));
    const { events } = await shard(OWNER).page(OWNER, "");
    const month = new Date(events[0]?.at ?? 0).toISOString().slice(0, 7).replace("-", "");
    await run(
      OWNER,
      `CREATE TRIGGER full BEFORE INSERT ON event_${month} BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    await shard(ALIAS).link(ALIAS, OWNER, START);
    expect(await idsOf(OWNER)).toEqual(["given"]);
    await run(OWNER, "DROP TRIGGER full");
    await shard(ALIAS).runDue(START + 10_000);
    expect(await idsOf(OWNER)).toEqual(["before", "given"]);
  });

  it("tells its owner what the ledger says of its orders", async () => {
    const { shard } = openAccount();
    const statement = {
      visitor: ALIAS,
      order: "o",
      counts: true,
      amount: 5,
      returned: 0,
      currency: null,
      at: START,
      revision: 2,
    };
    await shard(ALIAS).hear([statement]);
    await shard(OWNER).hear([{ ...statement, visitor: OWNER, counts: false }]);
    await shard(ALIAS).link(ALIAS, OWNER, START);
    expect(await shard(OWNER).orders(OWNER)).toMatchObject([{ order: "o", counts: true }]);
    await shard(ALIAS).hear([{ ...statement, order: "p" }]);
    expect(await shard(OWNER).orders(OWNER)).toHaveLength(2);
  });

  it("is a visitor like any other again once it was erased", async () => {
    const { shard, record, idsOf } = openAccount();
    await shard(ALIAS).link(ALIAS, OWNER, START);
    await shard(ALIAS).erase(ALIAS);
    await record([sale("new")]);
    expect(await idsOf(ALIAS)).toEqual(["new"]);
    expect(await idsOf(OWNER)).toEqual([]);
  });
});
