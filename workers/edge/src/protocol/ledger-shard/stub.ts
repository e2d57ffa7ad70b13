import { ledgerShardName } from "../names.ts";
import type { RemoteObject } from "../remote.ts";
import type { Claim } from "./claim.ts";
import { ledgerShardOf } from "./placement.ts";

type LedgerStub = RemoteObject<"LEDGER_SHARD">;

/** One of the objects that hold an account's orders. */
export const ledgerShardAt = (env: Env, account: string, shard: number): LedgerStub =>
  env.LEDGER_SHARD.getByName(ledgerShardName(account, shard)) as unknown as LedgerStub;

/** Brings reports of money to where their orders are; throws when one of those cannot be reached. */
export const tellLedger = async (
  env: Env,
  account: string,
  claims: readonly Claim[],
  now: number,
): Promise<void> => {
  const byShard = Map.groupBy(claims, ({ order }) => ledgerShardOf(order));
  await Promise.all(
    [...byShard].map(([shard, mine]) => ledgerShardAt(env, account, shard).receive(mine, now)),
  );
};
