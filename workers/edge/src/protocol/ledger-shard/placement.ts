import { hash32 } from "@nextmove/engine";

/** Objects the orders of an account are spread over: as many as for consumers, and for the same reasons. */
const LEDGER_SHARDS = 16;

/** Which of them keeps an order. */
export const ledgerShardOf = (order: string): number => hash32(order) % LEDGER_SHARDS;

export const allLedgerShards = (): number[] =>
  Array.from({ length: LEDGER_SHARDS }, (_, shard) => shard);
