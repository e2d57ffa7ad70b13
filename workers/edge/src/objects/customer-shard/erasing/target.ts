import type { AccountSnapshot } from "../../../protocol/account/snapshot.ts";
import { heldCases } from "../../../protocol/account/held-cases.ts";
import { allLedgerShards } from "../../../protocol/ledger-shard/placement.ts";
import { allLocations, type Epoch } from "../../../protocol/location.ts";
import type { Location } from "../../../protocol/names.ts";

/** One object that may hold something of a consumer, or of one of the names that visitors go by. */
export type Target =
  | { in: "catalog"; caseId: string }
  | { in: "decisions"; caseId: string; location: Location }
  | { in: "ledger"; shard: number; visitors: readonly string[] }
  | { in: "test_cycle"; visitor: string }
  | { in: "sink"; sinkId: string; visitor: string }
  /** What this shard itself holds. */
  | { in: "customers" };

/** What is erased, and of whom. */
interface Held {
  snapshot: Pick<AccountSnapshot, "cases" | "sinks"> | null;
  /** All names that the test cycle knows the consumer by. */
  visitors: readonly string[];
}

const shardsOf = (caseId: string, epochs: readonly Epoch[]): Target[] =>
  allLocations(epochs).map((location) => ({ in: "decisions", caseId, location }));

/** Everything to be asked, in the direction things travel: nothing arrives where it was just forgotten. */
export const targetsOf = ({ snapshot, visitors }: Held): Target[] => {
  const cases = heldCases(snapshot);
  const sinks = snapshot?.sinks ?? [];
  return [
    ...cases.map(({ caseId }): Target => ({ in: "catalog", caseId })),
    ...cases.flatMap(({ caseId, epochs }) => shardsOf(caseId, epochs)),
    ...allLedgerShards().map((shard): Target => ({ in: "ledger", shard, visitors })),
    ...visitors.map((visitor): Target => ({ in: "test_cycle", visitor })),
    ...visitors.flatMap((visitor) =>
      sinks.map(({ sinkId }): Target => ({ in: "sink", sinkId, visitor })),
    ),
    { in: "customers" },
  ];
};
