import type { AccountSnapshot, CaseDefinition } from "./snapshot.ts";

/** The cases of which something may be held: also those whose deletion has failed. */
export const heldCases = (snapshot: Pick<AccountSnapshot, "cases"> | null): CaseDefinition[] =>
  (snapshot?.cases ?? []).filter(({ wiped }) => !wiped);
