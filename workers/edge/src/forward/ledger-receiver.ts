import { readAccount } from "../protocol/account/account-directory.ts";
import type { Claim } from "../protocol/ledger-shard/claim.ts";
import { tellLedger } from "../protocol/ledger-shard/stub.ts";
import type { Receiver } from "./cursor.ts";

/** A log that reports money. */
interface Source<Entry> {
  account: string;
  claimOf: (entry: Entry) => Claim | undefined;
}

/**
 * The account's ledger as a receiver of a log. Only accounts that ever planned a test cycle have one: nobody
 * else reads it. What the log holds from before is told then.
 */
export const ledgerReceivers = async <Entry extends { seq: number }>(
  env: Env,
  { account, claimOf }: Source<Entry>,
  now: number,
): Promise<Receiver<Entry>[]> => {
  const snapshot = await readAccount(env, account, now, () => true);
  if (!snapshot?.measures) return [];
  return [
    {
      id: "ledger",
      incarnation: 0,
      since: -1,
      paused: false,
      take: async ({ entries }) => {
        const claims = entries.flatMap((entry) => claimOf(entry) ?? []);
        if (claims.length > 0) await tellLedger(env, account, claims, now);
        return { ok: true };
      },
    },
  ];
};
