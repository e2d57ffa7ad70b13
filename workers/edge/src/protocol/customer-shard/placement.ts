import { hash32 } from "@nextmove/engine";

/**
 * Objects the consumers of an account are spread over. Each takes some hundred envelopes a second and
 * 10 GB; 16 carry a shop of some million visitors a month, and are few enough to ask them all for a
 * status. The number is part of the placement of what is stored: docs/storage.md says how it can grow.
 */
const CUSTOMER_SHARDS = 16;

/** Which of them knows a consumer. */
export const customerShardOf = (consumer: string): number => hash32(consumer) % CUSTOMER_SHARDS;

export const allCustomerShards = (): number[] =>
  Array.from({ length: CUSTOMER_SHARDS }, (_, shard) => shard);
