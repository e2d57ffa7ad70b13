import type { Delivery } from "@nextmove/contract";
import { addDelivery, NO_DELIVERY } from "../../protocol/customer-shard/delivery.ts";
import { allCustomerShards } from "../../protocol/customer-shard/placement.ts";
import { customerShardAt } from "../../protocol/customer-shard/stub.ts";

/** What became of all the events that browsers numbered for a case. */
export const readDelivery = async (
  env: Env,
  account: string,
  caseId: string,
): Promise<Delivery> => {
  const shards = await Promise.all(
    allCustomerShards().map((shard) => customerShardAt(env, account, shard).delivery(caseId)),
  );
  return shards.reduce((sum, each) => addDelivery(sum, each), NO_DELIVERY);
};
