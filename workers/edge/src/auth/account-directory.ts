import { accountName } from "../objects/names.ts";
import type { AccountSnapshot } from "../objects/account/snapshot.ts";

/** How long an isolate trusts what it knows of an account: also the bound on revoking a key. */
const SNAPSHOT_LIFETIME_MS = 30_000;
/** A key or case that is not in the snapshot may be new; ask again, but not for every request. */
const RECHECK_AFTER_MS = 1_000;
/** Accounts an isolate remembers; the oldest goes first. */
const REMEMBERED_ACCOUNTS = 1_000;

interface Remembered {
  snapshot: AccountSnapshot | null;
  readAt: number;
  /** When it was last asked for anew, answered or not. */
  askedAt: number;
}

const remembered = new Map<string, Remembered>();

/** Forgets an account, so that a change made through this isolate shows at once. */
export const forgetAccount = (account: string): void => {
  remembered.delete(account);
};

/**
 * What is known of an account, at most 30 s old.
 *
 * @param has what the caller needs; when the remembered snapshot lacks it, it is read again
 */
export const readAccount = async (
  env: Env,
  account: string,
  nowMs: number,
  has: (snapshot: AccountSnapshot) => boolean,
): Promise<AccountSnapshot | null> => {
  const known = remembered.get(account);
  const age = known ? Math.abs(nowMs - known.readAt) : Number.POSITIVE_INFINITY;
  const isFresh = age < SNAPSHOT_LIFETIME_MS;
  // What is not in it is asked for by one; whoever comes meanwhile does not ask too.
  const isAsked = known !== undefined && Math.abs(nowMs - known.askedAt) < RECHECK_AFTER_MS;
  if (known && isFresh && (isAsked || (known.snapshot && has(known.snapshot)))) {
    return known.snapshot;
  }
  if (known) known.askedAt = nowMs;
  const snapshot = await env.ACCOUNT.getByName(accountName(account)).snapshot();
  remembered.delete(account);
  remembered.set(account, { snapshot, readAt: nowMs, askedAt: nowMs });
  if (remembered.size > REMEMBERED_ACCOUNTS) {
    const [oldest] = remembered.keys();
    if (oldest !== undefined) remembered.delete(oldest);
  }
  return snapshot;
};
