import { testCycleShardName } from "../names.ts";
import type { RemoteObject } from "../remote.ts";
import { testCycleShardOf } from "./placement.ts";

export type TestCycleStub = RemoteObject<"TEST_CYCLE_SHARD">;

/** One of the objects that hold the events of an account's test cycle. */
export const testCycleShardAt = (env: Env, account: string, shard: number): TestCycleStub =>
  env.TEST_CYCLE_SHARD.getByName(testCycleShardName(account, shard)) as unknown as TestCycleStub;

/** The object that holds a visitor's events. */
export const testCycleShard = (env: Env, account: string, visitor: string): TestCycleStub =>
  testCycleShardAt(env, account, testCycleShardOf(visitor));
