import { customerShardName } from "../names.ts";
import type { CustomerShard } from "./customer-shard.ts";
import { customerShardOf } from "./placement.ts";

type Methods = Omit<CustomerShard, keyof Rpc.DurableObjectBranded | "alarm">;

// The generated stub type cannot say that parameters of any JSON come back as they went: structured
// clone keeps them, so the class's own signatures are the truth.
export type CustomerStub = {
  [Name in keyof Methods]: Methods[Name] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : never;
};

/** One of the objects that hold an account's consumers. */
export const customerShardAt = (env: Env, account: string, shard: number): CustomerStub =>
  env.CUSTOMER_SHARD.getByName(customerShardName(account, shard)) as unknown as CustomerStub;

/** The object that holds a consumer. */
export const customerShard = (env: Env, account: string, consumer: string): CustomerStub =>
  customerShardAt(env, account, customerShardOf(consumer));
