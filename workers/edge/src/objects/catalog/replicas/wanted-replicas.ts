import { readAccount } from "../../../auth/account-directory.ts";
import type { AccountSnapshot } from "../../account/snapshot.ts";

/** How many Catalogs a case has, the first included; 0: it was deleted. */
export const wantedReplicas = async (
  env: Env,
  { account, caseId }: { account: string; caseId: string },
  now: number,
): Promise<number> => {
  const pick = (snapshot: AccountSnapshot | null) =>
    snapshot?.cases.find((known) => known.caseId === caseId);
  const definition = pick(
    await readAccount(env, account, now, (known) => pick(known) !== undefined),
  );
  // The case may be younger than what is remembered of its account: later, then.
  if (!definition) throw new Error(`nothing is known of the case ${caseId} yet`);
  return definition.deleted ? 0 : definition.settings.recommendation.replicas;
};
