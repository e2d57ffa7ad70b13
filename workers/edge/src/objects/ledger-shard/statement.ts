import type { Claim } from "../../protocol/ledger-shard/claim.ts";
import type { Statement } from "../../protocol/test-cycle-shard/statement.ts";
import { standingOf } from "./standing.ts";

/** What to tell the visitors of an order. */
export const statementsOf = (
  order: string,
  claims: readonly Claim[],
  revision: number,
): Statement[] => {
  const standing = standingOf(claims);
  if (!standing) return [];
  const { visitor, others, amount, returned, currency, at } = standing;
  const told = { order, returned, currency, at, revision };
  return [
    ...(visitor === null ? [] : [{ ...told, visitor, amount, counts: true }]),
    ...others.map((other) => ({
      ...told,
      visitor: other,
      amount,
      counts: false,
    })),
  ];
};
