import { Latest } from "../../latest.ts";
import { accountName } from "../names.ts";
import type { AccountSnapshot } from "./snapshot.ts";

/**
 * How long an isolate trusts what it knows of an account before it asks again; another second while one
 * request asks. Together the bound on revoking a key, 30 s, while the account can be reached.
 */
const SNAPSHOT_LIFETIME_MS = 29_000;
/** A key or case that is not in the snapshot may be new; ask again, but not for every request. */
const RECHECK_AFTER_MS = 1_000;
/** How old it may be while the account is out of reach: then a revoked key holds that long, too. */
const STALE_LIFETIME_MS = 300_000;
/** Accounts an isolate remembers at most, and as many names that are none. */
const REMEMBERED_ACCOUNTS = 2_000;

interface Remembered {
  snapshot: AccountSnapshot | null;
  readAt: number;
  /** When it was last asked for again, answered or not. */
  askedAt: number;
}

const accounts = new Latest<string, Remembered>(REMEMBERED_ACCOUNTS);
/** Names that are no account: whoever makes them up must not drive out those that are. */
const strangers = new Latest<string, Remembered>(REMEMBERED_ACCOUNTS);
/** Changes so far: what was asked for before the last of them may be out of date when it comes. */
let changes = 0;

/** Forgets an account, so that a change made through this isolate shows at once. */
export const forgetAccount = (account: string): void => {
  changes += 1;
  accounts.delete(account);
  strangers.delete(account);
};

/** Whether it may have to be asked if a name is an account: nobody knows, or it was none a while ago. */
export const isStranger = (account: string, nowMs: number): boolean => {
  const askedAt = strangers.get(account)?.askedAt ?? Number.NEGATIVE_INFINITY;
  return !accounts.has(account) && Math.abs(nowMs - askedAt) >= RECHECK_AFTER_MS;
};

const remember = (account: string, snapshot: AccountSnapshot | null, nowMs: number): void => {
  accounts.delete(account);
  strangers.delete(account);
  const remembered = snapshot ? accounts : strangers;
  remembered.set(account, { snapshot, readAt: nowMs, askedAt: nowMs });
};

/**
 * What is known of an account: at most 30 s old, and some minutes while the account is out of reach.
 *
 * @param has what the caller needs; when the remembered snapshot lacks it, it is read again
 */
export const readAccount = async (
  env: Env,
  account: string,
  nowMs: number,
  has: (snapshot: AccountSnapshot) => boolean,
): Promise<AccountSnapshot | null> => {
  const known = accounts.get(account) ?? strangers.get(account);
  const age = known ? Math.abs(nowMs - known.readAt) : Number.POSITIVE_INFINITY;
  const isFresh = age < SNAPSHOT_LIFETIME_MS;
  const serves = known?.snapshot ? has(known.snapshot) : false;
  const servesStale = serves && age < STALE_LIFETIME_MS;
  // One request asks; whoever comes meanwhile neither asks too nor waits for it. A promise to share would
  // end with the request that made it.
  const isAsked = known !== undefined && Math.abs(nowMs - known.askedAt) < RECHECK_AFTER_MS;
  if (known && (isAsked ? isFresh || servesStale : isFresh && serves)) return known.snapshot;
  if (known) known.askedAt = nowMs;
  const changesBefore = changes;
  try {
    const snapshot = await env.ACCOUNT.getByName(accountName(account)).snapshot();
    if (changes === changesBefore) remember(account, snapshot, nowMs);
    return snapshot;
  } catch (error) {
    if (!known || !servesStale || changes !== changesBefore) throw error;
    console.error(error);
    return known.snapshot;
  }
};
