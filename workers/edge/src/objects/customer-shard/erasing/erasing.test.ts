import { expect, it, vi } from "vitest";
import { allLedgerShards } from "../../../protocol/ledger-shard/placement.ts";
import type { Customers } from "../customers/customers.ts";
import { fakeSqlStorage } from "../../sql-storage.fake.ts";
import { Erasing } from "./erasing.ts";

/** The erasures of an account without cases, and what is asked of its ledgers. */
const open = () => {
  const forgetVisitors = vi.fn(async () => undefined);
  const objects = (methods: object) => ({ getByName: () => methods });
  const env = {
    ACCOUNT: objects({ snapshot: async () => null }),
    TEST_CYCLE_SHARD: objects({ aliasesOf: async () => [], erase: async () => false }),
    LEDGER_SHARD: objects({ forgetVisitors }),
  };
  const erasing = new Erasing({
    env: env as unknown as Env,
    account: "erasing",
    sql: fakeSqlStorage(),
    customers: () => ({ page: () => null, erase: () => {} }) as unknown as Customers,
    wholly: (change) => change(),
  });
  return { erasing, forgetVisitors };
};

it("asks each object once, however many requests and alarms go on with an erasure at the same time", async () => {
  const { erasing, forgetVisitors } = open();
  await erasing.begin("someone");
  await Promise.all([erasing.goOn("someone"), erasing.goOn("someone"), erasing.goOnWithNext()]);
  expect(erasing.isAnyUnderWay).toBe(false);
  expect(forgetVisitors).toHaveBeenCalledTimes(allLedgerShards().length);
});

it("goes on after a turn that failed", async () => {
  const { erasing, forgetVisitors } = open();
  await erasing.begin("someone");
  forgetVisitors.mockRejectedValueOnce(new Error("away"));
  await expect(erasing.goOn("someone")).rejects.toThrow("away");
  expect(erasing.isUnderWay("someone")).toBe(true);
  await erasing.goOn("someone");
  expect(erasing.isUnderWay("someone")).toBe(false);
});
