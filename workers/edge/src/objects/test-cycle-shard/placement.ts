import { hash32 } from "@nextmove/engine";

/** Objects the visitors of an account are spread over: as many as for consumers, and for the same reasons. */
export const TEST_CYCLE_SHARDS = 16;

/** Which of them keeps a visitor's events. */
export const testCycleShardOf = (visitor: string): number => hash32(visitor) % TEST_CYCLE_SHARDS;

export const allTestCycleShards = (): number[] =>
  Array.from({ length: TEST_CYCLE_SHARDS }, (_, shard) => shard);
