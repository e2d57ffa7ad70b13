import { readAccount } from "../../../auth/account-directory.ts";
import { retainedEpochs } from "../../account/case-definition.ts";
import type { AccountSnapshot } from "../../account/snapshot.ts";
import type { DecisionEvent } from "../../decision-shard/events.ts";
import { locationsOf } from "../../location.ts";
import { decisionShard } from "../../stubs.ts";

/**
 * Brings recommendations to the shards where their selections and rewards look for them. Of a case
 * that was deleted nobody will.
 *
 * @returns the ids under which something else was decided
 */
export const deliver = async (
  env: Env,
  { account, caseId }: { account: string; caseId: string },
  events: readonly DecisionEvent[],
  now: number,
): Promise<string[]> => {
  const pick = (snapshot: AccountSnapshot | null) =>
    snapshot?.cases.find((known) => known.caseId === caseId);
  const definition = pick(
    await readAccount(env, account, now, (known) => pick(known) !== undefined),
  );
  // The case may be younger than what is remembered of its account: later, then.
  if (!definition) throw new Error(`nothing is known of the case ${caseId} yet`);
  if (definition.deleted) return [];
  const epochs = retainedEpochs(definition, now);
  const groups = Map.groupBy(events, ({ queryId }) => {
    const [{ epoch, shard } = { epoch: 0, shard: 0 }] = locationsOf(queryId, epochs);
    return `${epoch}.${shard}`;
  });
  const refused = await Promise.all(
    [...groups.values()].map(async (mine) => {
      const [location] = locationsOf(mine[0]?.queryId ?? "", epochs);
      const decisions = mine.map(({ queryId, body }) => ({ queryId, body }));
      if (!location) return [];
      const shard = decisionShard(env, account, caseId, location);
      return shard.adopt(decisions, definition.settings, now);
    }),
  );
  return refused.flat();
};
