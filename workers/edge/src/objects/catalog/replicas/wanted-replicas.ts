import { knownCase } from "../../../protocol/account/known-case.ts";

/** How many Catalogs a case has, the first included; 0: it was deleted. */
export const wantedReplicas = async (
  env: Env,
  place: { account: string; caseId: string },
  now: number,
): Promise<number> => {
  const { deleted, settings } = await knownCase(env, place, now);
  return deleted ? 0 : settings.recommendation.replicas;
};
