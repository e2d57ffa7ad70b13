import {
  actionBatchRequest,
  BATCH_BODY_LIMIT_BYTES,
  BATCH_LIMIT_ITEMS,
  decisionInput,
  type FailedItem,
  identifier,
  type Ranking,
  rewardBatchRequest,
  rewardInput,
  selectBatchRequest,
  selectionInput,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { type App, door } from "../request/door.ts";
import { readJson } from "../../http/json-body.ts";
import { failure, type Failure, failuresOf } from "../../http/problems.ts";
import { markReplay, refuse } from "../../http/respond.ts";
import type { DecideItem, Outcome } from "../../protocol/decision-shard/calls.ts";
import type { Result } from "../../result.ts";
import { withVisitStates } from "../request/visit-state.ts";
import { answerBatch, failedItem, refuseBatch } from "./batch-answer.ts";
import { decideAll, prepareDecision, rankingOf } from "./decisions.ts";
import { refuseOtherQueries } from "./one-query.ts";
import { prepareReward, prepareSelection, rewardAll, selectAll } from "./receipts.ts";
import { enterCase, type Scene } from "../request/scene.ts";

interface Job<Input, Item extends { queryId: string }, Value extends { replay: boolean }> {
  schema: z.ZodType<Input>;
  items: readonly unknown[];
  prepare(input: Input, index: number): Result<Item, Failure>;
  send(items: readonly Item[]): Promise<Outcome<Value>[]>;
  /** Whether a query may stand in the batch more than once. */
  repeats: boolean;
}

interface Ran<Value> {
  values: Value[];
  failed: FailedItem[];
  /** Every item had been processed before. */
  replay: boolean;
}

/** Checks every item by itself, sends the good ones, and gathers what failed by place in the batch. */
const run = async <Input, Item extends { queryId: string }, Value extends { replay: boolean }>(
  job: Job<Input, Item, Value>,
): Promise<Ran<Value>> => {
  const failed: FailedItem[] = [];
  const good: { item: Item; index: number }[] = [];
  const seen = new Set<string>();
  for (const [index, raw] of job.items.entries()) {
    const parsed = job.schema.safeParse(raw);
    const [malformed] = parsed.success ? [] : failuresOf(parsed.error);
    const prepared = parsed.success ? job.prepare(parsed.data, index) : undefined;
    const problem =
      malformed ??
      (prepared && !prepared.ok ? prepared.error : undefined) ??
      (prepared?.ok && !job.repeats && seen.has(prepared.value.queryId)
        ? failure("duplicate_query_id", "an earlier item has this query_id", "query_id")
        : undefined);
    if (problem) failed.push(failedItem(index, raw, problem));
    else if (prepared?.ok) {
      seen.add(prepared.value.queryId);
      good.push({ item: prepared.value, index });
    }
  }
  const outcomes = good.length > 0 ? await job.send(good.map(({ item }) => item)) : [];
  const values: Value[] = [];
  for (const [position, outcome] of outcomes.entries()) {
    const index = good[position]?.index ?? 0;
    if (outcome.ok) values.push(outcome.value);
    else failed.push(failedItem(index, job.items[index], outcome.error));
  }
  return {
    values,
    failed: failed.sort((left, right) => left.index - right.index),
    replay: values.length > 0 && failed.length === 0 && values.every(({ replay }) => replay),
  };
};

const tooMany = (items: readonly unknown[]): Failure | undefined =>
  items.length > BATCH_LIMIT_ITEMS
    ? failure("batch_too_large", `a batch holds at most ${BATCH_LIMIT_ITEMS} items`)
    : undefined;

/** Parses the envelope, looks up the case, and lets `work` do the rest. */
const withEnvelope = async <Envelope>(
  context: Context<App>,
  schema: z.ZodType<Envelope>,
  itemsOf: (envelope: Envelope) => readonly unknown[],
  work: (scene: Scene, envelope: Envelope) => Promise<Response>,
): Promise<Response> => {
  const envelope = schema.safeParse(context.get("body"));
  if (!envelope.success) return refuseBatch(context, failuresOf(envelope.error));
  const excess = tooMany(itemsOf(envelope.data));
  if (excess) return refuseBatch(context, excess);
  const scene = await enterCase(context);
  return scene.ok ? work(scene.value, envelope.data) : refuse(context, scene.error);
};

/** What names a customer's query, whatever else is wrong with it. */
const named = z.looseObject({ query_id: identifier.nullish() });

/** Nothing where no Idempotency-Key came: nobody asks then. */
const queryIdsOf = (
  { idempotencyKey }: Scene,
  customers: readonly unknown[],
): (string | undefined)[] =>
  idempotencyKey === undefined
    ? []
    : customers.map((customer) => named.safeParse(customer).data?.query_id ?? undefined);

const actions = (context: Context<App>): Promise<Response> =>
  withEnvelope(
    context,
    actionBatchRequest,
    ({ customers }) => customers,
    async (scene, envelope) => {
      const other = await refuseOtherQueries(scene, queryIdsOf(scene, envelope.customers));
      if (other) return refuse(context, other);
      const stateless = new Set<DecideItem>();
      const { values, failed, replay } = await run({
        schema: decisionInput,
        items: envelope.customers,
        prepare: (input, index) => {
          const own = {
            ...input,
            actions: input.actions.length > 0 ? input.actions : (envelope.actions ?? []),
            limit: input.limit ?? envelope.limit ?? undefined,
          };
          const item = prepareDecision(scene, own, envelope.test_api ?? false, index);
          if (item.ok && !input.hasState) stateless.add(item.value);
          return item;
        },
        send: async (items) =>
          decideAll(scene, await withVisitStates(scene, items, (item) => stateless.has(item))),
        repeats: false,
      });
      markReplay(context, replay);
      const results: Ranking[] = values.map((decided) => rankingOf(scene, decided));
      return answerBatch(context, failed, results, values.length, results);
    },
  );

const selections = (context: Context<App>): Promise<Response> =>
  withEnvelope(
    context,
    selectBatchRequest,
    ({ selection }) => selection,
    async (scene, envelope) => {
      const common = { test: envelope.test_api ?? false, sentAt: envelope.sent_at };
      const { values, failed, replay } = await run({
        schema: selectionInput,
        items: envelope.selection,
        prepare: (input, index) => prepareSelection(scene, input, common, index),
        send: (items) => selectAll(scene, items),
        repeats: false,
      });
      markReplay(context, replay);
      return answerBatch(context, failed, [], values.length, { status: 1 });
    },
  );

const rewards = (context: Context<App>): Promise<Response> =>
  withEnvelope(
    context,
    rewardBatchRequest,
    (envelope) => envelope.rewards,
    async (scene, envelope) => {
      const common = { test: envelope.test_api ?? false, sentAt: envelope.sent_at };
      const { values, failed, replay } = await run({
        schema: rewardInput,
        items: envelope.rewards,
        prepare: (input, index) => prepareReward(scene, input, common, index),
        send: (items) => rewardAll(scene, items),
        repeats: true,
      });
      markReplay(context, replay);
      return answerBatch(context, failed, [], values.length, { status: 1 });
    },
  );

const open = () => door(["secret", "publishable"], BATCH_BODY_LIMIT_BYTES, readJson, refuseBatch);

/** Many decisions, selections or rewards a request, with partial failure. */
export const batch = new Hono<App>()
  .post("/action/:case_id/batch", open(), actions)
  .post("/action/:case_id/select/batch", open(), selections)
  .post("/reward/:case_id/batch", open(), rewards);
