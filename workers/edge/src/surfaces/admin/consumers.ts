import { type ConsumerResponse, identifier } from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { type App, door, NO_BODY } from "../request/door.ts";
import { placeOf } from "../../http/place.ts";
import { failure, type Failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { streamText } from "../../http/stream-text.ts";
import { heldCases } from "../../protocol/account/held-cases.ts";
import type { AccountSnapshot } from "../../protocol/account/snapshot.ts";
import { customerShard } from "../../protocol/customer-shard/stub.ts";
import { allLocations } from "../../protocol/location.ts";
import { decisionShard, type ShardStub } from "../../protocol/decision-shard/stub.ts";
import { testCycleShard } from "../../protocol/test-cycle-shard/stub.ts";
import { fail, ok, type Result } from "../../result.ts";
import { visitorNames } from "../../test-cycle/visitor-names.ts";
import { ownAccount } from "../request/own-account.ts";

const consumerOf = (context: Context<App>): Result<string, Failure[]> => {
  const consumer = identifier.safeParse(context.req.param("consumer_id"));
  return consumer.success ? ok(consumer.data) : fail(failuresOf(consumer.error, "consumer_id"));
};

const history = async (context: Context<App>): Promise<Response> => {
  const consumer = consumerOf(context);
  if (!consumer.ok) return refuse(context, consumer.error);
  const before = placeOf(context);
  if (!before.ok) return refuse(context, before.error);
  const { account } = ownAccount(context);
  const page = await customerShard(context.env, account, consumer.value).page(
    consumer.value,
    before.value,
  );
  if (!page) return refuse(context, failure("unknown_consumer", "nothing was reported of them"));
  return context.json({
    status: 1,
    ...page.profile,
    history: page.history,
    before: page.before,
  } satisfies ConsumerResponse);
};

/** Every object that may hold a decision, of all cases of the account. */
const decisionShards = async (
  context: Context<App>,
): Promise<{ caseId: string; shard: ShardStub }[]> => {
  const { account, stub } = ownAccount(context);
  const snapshot: AccountSnapshot | null = await stub.snapshot();
  return heldCases(snapshot).flatMap(({ caseId, epochs }) =>
    allLocations(epochs).map((location) => ({
      caseId,
      shard: decisionShard(context.env, account, caseId, location),
    })),
  );
};

/** What the test cycle knows of a visitor. */
async function* testCycleLines(
  context: Context<App>,
  visitor: string,
): AsyncGenerator<object, void> {
  const shard = testCycleShard(context.env, ownAccount(context).account, visitor);
  let place: string | null = "";
  while (place !== null) {
    const page: Awaited<ReturnType<typeof shard.page>> = await shard.page(visitor, place);
    for (const event of page.events) yield { kind: "test_cycle", ...event };
    place = page.next;
  }
  for (const order of await shard.orders(visitor)) yield { kind: "order", ...order };
  for (const each of await shard.rejectedOf(visitor)) yield { kind: "rejected", ...each };
}

/** All that is held of a consumer, a line at a time: there may be more than memory takes. */
async function* linesOf(context: Context<App>, consumer: string): AsyncGenerator<object, void> {
  const { account } = ownAccount(context);
  const customers = customerShard(context.env, account, consumer);
  let names = visitorNames(consumer, {});
  let before: number | null = Number.MAX_SAFE_INTEGER;
  for (let isFirst = true; before !== null; isFirst = false) {
    const page: Awaited<ReturnType<typeof customers.page>> = await customers.page(consumer, before);
    if (page && isFirst) {
      names = visitorNames(consumer, page.profile.aliases);
      yield { kind: "profile", ...page.profile };
    }
    for (const envelope of page?.history ?? []) yield { kind: "envelope", ...envelope };
    before = page?.before ?? null;
  }
  for (const { caseId, shard } of await decisionShards(context)) {
    let place: string | null = "";
    while (place !== null) {
      const page: Awaited<ReturnType<typeof shard.consumerPage>> = await shard.consumerPage(
        consumer,
        place,
      );
      for (const { kind, query_id, body } of page.events) {
        yield { kind, case_id: caseId, query_id, body };
      }
      place = page.next;
    }
  }
  for (const name of names) yield* testCycleLines(context, name);
  // Whoever reads a stream that broke off must be able to tell.
  yield { kind: "end" };
}

async function* ndjson(lines: AsyncGenerator<object, void>): AsyncGenerator<string, void> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

const everything = (context: Context<App>): Response => {
  const consumer = consumerOf(context);
  if (!consumer.ok) return refuse(context, consumer.error);
  const lines = ndjson(linesOf(context, consumer.value));
  return context.body(streamText(lines, context.get("requestId")), 200, {
    "content-type": "application/x-ndjson; charset=utf-8",
  });
};

/**
 * Forgets who it was, everywhere. Of an unknown consumer there is nothing to forget: the same answer. 202: it
 * is more than one request does, and goes on by itself.
 */
const erase = async (context: Context<App>): Promise<Response> => {
  const consumer = consumerOf(context);
  if (!consumer.ok) return refuse(context, consumer.error);
  const { account } = ownAccount(context);
  const isDone = await customerShard(context.env, account, consumer.value).erase(consumer.value);
  return context.json({ status: 1 }, isDone ? 200 : 202);
};

/** What is known of one consumer: to read, to hand over, to erase. */
export const consumers = new Hono<App>()
  .get("/consumers/:consumer_id", door(["secret"], NO_BODY), history)
  .get("/consumers/:consumer_id/export", door(["secret"], NO_BODY), everything)
  .delete("/consumers/:consumer_id", door(["secret", "admin"], NO_BODY), erase);
