import { retainedEpochs } from "../../../protocol/account/retained-epochs.ts";
import { knownCase } from "../../../protocol/account/known-case.ts";
import type { EventText } from "../../../decision-log/event-log.ts";
import { locationsOf } from "../../../protocol/location.ts";
import { decisionShard } from "../../../protocol/decision-shard/stub.ts";

/**
 * Brings recommendations to the shards where their selections and rewards look for them. In a case
 * that was deleted nobody will.
 *
 * @returns the ids under which something else was decided
 */
export const deliver = async (
  env: Env,
  place: { account: string; caseId: string },
  lists: readonly EventText[],
  now: number,
): Promise<string[]> => {
  const { account, caseId } = place;
  const definition = await knownCase(env, place, now);
  if (definition.deleted) return [];
  const epochs = retainedEpochs(definition, now);
  const groups = Map.groupBy(lists, ({ queryId }) => {
    const [{ epoch, shard } = { epoch: 0, shard: 0 }] = locationsOf(queryId, epochs);
    return `${epoch}.${shard}`;
  });
  const refused = await Promise.all(
    [...groups.values()].map(async (mine) => {
      const [location] = locationsOf(mine[0]?.queryId ?? "", epochs);
      if (!location) return [];
      const shard = decisionShard(env, account, caseId, location);
      return shard.adopt(mine, definition.settings, now);
    }),
  );
  return refused.flat();
};
