import { readAccount } from "./account-directory.ts";
import type { AccountSnapshot, CaseDefinition } from "./snapshot.ts";

/** A case as its account knows it, even a deleted one. Throws while nothing is known of it: ask again. */
export const knownCase = async (
  env: Env,
  { account, caseId }: { account: string; caseId: string },
  now: number,
): Promise<CaseDefinition> => {
  const pick = (snapshot: AccountSnapshot | null) =>
    snapshot?.cases.find((known) => known.caseId === caseId);
  const definition = pick(
    await readAccount(env, account, now, (known) => pick(known) !== undefined),
  );
  // The case may be younger than what is remembered of its account: later, then.
  if (!definition) throw new Error(`nothing is known of the case ${caseId} yet`);
  return definition;
};
