import type { Context } from "hono";
import { now } from "../../clock.ts";
import { digestOf } from "../../http/digest.ts";
import type { App } from "../request/door.ts";
import { failure } from "../../http/problems.ts";
import { markReplay, refuse } from "../../http/respond.ts";
import { testCycleShard } from "../../protocol/test-cycle-shard/stub.ts";

/**
 * Answers a request that comes again under its Idempotency-Key as the first time, and another one under the
 * same key with 409. A request that was not taken whole is not kept: once corrected, it may be sent again.
 */
export const once = async (
  context: Context<App>,
  answer: () => Promise<Response>,
): Promise<Response> => {
  const asked = context.req.header("idempotency-key");
  if (!asked) return answer();
  const { account, key } = context.get("principal");
  // Pages cannot use up a server's keys.
  const digest = digestOf(asked, key.kind === "publishable");
  const fingerprint = digestOf(context.get("body"));
  const shard = testCycleShard(context.env, account.account, digest);
  const given = await shard.beginAnswer(digest, fingerprint, now());
  if (given?.fingerprint === fingerprint && given.answer !== null) {
    markReplay(context, true);
    return context.body(given.answer, 202, { "content-type": "application/json" });
  }
  if (given) {
    return refuse(
      context,
      failure("idempotency_conflict", "this Idempotency-Key came before with other events"),
    );
  }
  let kept: string | null = null;
  try {
    const fresh = await answer();
    if (fresh.ok) kept = await fresh.clone().text();
    return fresh;
  } finally {
    await shard.endAnswer(digest, { fingerprint, answer: kept }, now());
  }
};
