import type { CaseDefinition } from "./snapshot.ts";

/** Number of the deletion of a case: one that is made anew under its name begins in a new epoch. */
export const deletionOf = ({ epochs }: Pick<CaseDefinition, "epochs">): number =>
  Math.max(...epochs.map(({ epoch }) => epoch));
