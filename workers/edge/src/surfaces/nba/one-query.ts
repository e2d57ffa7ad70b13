import { digestOf } from "../../http/digest.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { testCycleShard } from "../../protocol/test-cycle-shard/stub.ts";
import type { Scene } from "../request/scene.ts";

/**
 * An Idempotency-Key belongs to the queries that it first came with: who makes up a `query_id` at each try
 * would otherwise be decided for twice. Costs a row and a call, where a request has both; alone, the
 * key makes the id.
 *
 * @param queryIds as the request says them, in order
 * @param what is asked for under the key: decisions and lists share none
 * @returns why it is refused
 */
export const refuseOtherQueries = async (
  { env, account, caseId, idempotencyKey, publishable, call }: Scene,
  queryIds: readonly (string | undefined)[],
  what: "decision" | "list" = "decision",
): Promise<Failure | undefined> => {
  if (idempotencyKey === undefined || queryIds.every((id) => id === undefined)) return undefined;
  // Pages cannot use up a server's keys.
  const digest = digestOf("query", what, caseId, idempotencyKey, publishable);
  const shard = testCycleShard(env, account, digest);
  const isTheirs = await shard.keepKey(digest, digestOf(queryIds), call.now);
  return isTheirs
    ? undefined
    : failure("idempotency_conflict", "this Idempotency-Key came before with another query_id");
};
