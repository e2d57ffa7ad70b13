import { type Claim, SOURCES } from "../../protocol/ledger-shard/claim.ts";

/** What an order comes to, and for whom it counts. */
interface Standing {
  /** Net of what was given back, in `currency`; null when nobody named a sum. */
  amount: number | null;
  /** What was given back of it. */
  returned: number;
  currency: string | null;
  /** Of the account that counts, ms. */
  at: number;
  source: Claim["source"];
  visitor: string | null;
  /** Other visitors whom a report named: for them it does not count. */
  others: string[];
}

/** What one witness says of an order. */
interface Account {
  first: Claim;
  paid: number;
  returned: number;
}

/** Who is believed: a server before a page, then by source, then the one that reported the earliest time. */
const byAuthority = (left: Claim, right: Claim): number =>
  Number(right.trusted) - Number(left.trusted) ||
  SOURCES.indexOf(left.source) - SOURCES.indexOf(right.source) ||
  left.at - right.at ||
  (left.witness < right.witness ? -1 : Number(left.witness > right.witness)) ||
  (left.entry < right.entry ? -1 : Number(left.entry > right.entry));

const accountsOf = (claims: readonly Claim[]): Account[] => {
  // What a page adds to what a server said of the same thing stands by itself.
  const byWitness = Map.groupBy(claims, ({ source, witness, trusted }) =>
    JSON.stringify([source, witness, trusted]),
  );
  return [...byWitness.values()].flatMap((told) => {
    const [first] = told.toSorted(byAuthority);
    if (!first) return [];
    const sum = (sign: 1 | -1) =>
      told.reduce((total, { amount }) => total + Math.max(0, sign * (amount ?? 0)), 0);
    return [{ first, paid: sum(1), returned: sum(-1) }];
  });
};

/**
 * What all reports of an order come to, whatever their order of arrival. Witnesses report the same
 * money, so their sums are not added: the one with the most authority says what was paid. What was
 * given back may be known to another alone: the largest such sum counts, up to what was paid.
 *
 * @param claims of one order, each (source, witness, entry) once; at least one
 */
export const standingOf = (claims: readonly Claim[]): Standing | null => {
  const accounts = accountsOf(claims).toSorted((left, right) =>
    byAuthority(left.first, right.first),
  );
  const telling = accounts.find(({ paid }) => paid > 0) ?? accounts[0];
  if (!telling) return null;
  const returned = Math.min(telling.paid, Math.max(...accounts.map((account) => account.returned)));
  const known = accounts.flatMap(({ first }) => first.visitor ?? []);
  const visitor = telling.first.visitor ?? known[0] ?? null;
  return {
    amount: claims.every(({ amount }) => amount === null) ? null : telling.paid - returned,
    returned,
    currency: telling.first.currency,
    at: telling.first.at,
    source: telling.first.source,
    visitor,
    others: [...new Set(claims.flatMap((claim) => claim.visitor ?? []))]
      .filter((other) => other !== visitor)
      .sort(),
  };
};
