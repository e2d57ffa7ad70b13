import { hash32 } from "@nextmove/engine";

/**
 * Objects the visitors of an account are spread over. Half as many as for consumers: a server's batch goes
 * to all of them, and each further one costs it as much as six events. Each takes some hundred requests a
 * second, batches or not, and 10 GB: a million events a day for the time they are kept.
 */
const TEST_CYCLE_SHARDS = 8;

/** Which of them keeps a visitor's events. */
export const testCycleShardOf = (visitor: string): number => hash32(visitor) % TEST_CYCLE_SHARDS;

export const allTestCycleShards = (): number[] =>
  Array.from({ length: TEST_CYCLE_SHARDS }, (_, shard) => shard);
