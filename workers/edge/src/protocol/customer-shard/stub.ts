import { customerShardName } from "../names.ts";
import type { RemoteObject } from "../remote.ts";
import { customerShardOf } from "./placement.ts";

type CustomerStub = RemoteObject<"CUSTOMER_SHARD">;

/** How far forgetting a case has come: first the visitors, by name, then the entries. */
export type ForgettingPlace = { visitorsAfter: string } | { entriesAfter: number };

/** One of the objects that hold an account's consumers. */
export const customerShardAt = (env: Env, account: string, shard: number): CustomerStub =>
  env.CUSTOMER_SHARD.getByName(customerShardName(account, shard)) as unknown as CustomerStub;

/** The object that holds a consumer. */
export const customerShard = (env: Env, account: string, consumer: string): CustomerStub =>
  customerShardAt(env, account, customerShardOf(consumer));

/** Forgets what was reported to a case, by pages, between which the shard goes on serving. @param deletion which one: see `deletionOf` */
export const forgetCaseIn = async (
  shard: Pick<CustomerStub, "forgetCase">,
  caseId: string,
  deletion: number,
): Promise<void> => {
  let place: ForgettingPlace | null = { visitorsAfter: "" };
  while (place) place = await shard.forgetCase(caseId, deletion, place);
};
