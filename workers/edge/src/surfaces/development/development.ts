import { BODY_LIMIT_BYTES, identifier } from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { advance, now } from "../../clock.ts";
import type { App } from "../request/door.ts";
import { readJson } from "../../http/json-body.ts";
import { failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { DEVELOPMENT_ACCOUNT } from "../../protocol/names.ts";
import { catalogOf } from "../../protocol/catalog/stub.ts";
import { allCustomerShards } from "../../protocol/customer-shard/placement.ts";
import { customerShard, customerShardAt } from "../../protocol/customer-shard/stub.ts";
import { allLedgerShards } from "../../protocol/ledger-shard/placement.ts";
import { ledgerShardAt } from "../../protocol/ledger-shard/stub.ts";
import { allLocations, locationsOf } from "../../protocol/location.ts";
import { allSinkShards } from "../../protocol/sink/placement.ts";
import { sinkAt } from "../../protocol/sink/stub.ts";
import { caseModel } from "../../protocol/case-model/stub.ts";
import { decisionShard } from "../../protocol/decision-shard/stub.ts";
import { allTestCycleShards } from "../../protocol/test-cycle-shard/placement.ts";
import { testCycleShardAt } from "../../protocol/test-cycle-shard/stub.ts";
import { readStatus } from "../admin/status.ts";
import { findCase } from "../request/scene.ts";
import { nothingAt } from "../request/unmatched.ts";

const shift = z
  .int()
  .min(0)
  .max(400 * 86_400_000);
const clockRequest = z.strictObject({ advance_ms: shift });
const backRequest = z.strictObject({ back_ms: shift });

/** Everything due in every object of the demo account, as its alarms would do it. */
const runDue = async (env: Env): Promise<void> => {
  const snapshot = await env.ACCOUNT.getByName(DEVELOPMENT_ACCOUNT).snapshot();
  const live = (snapshot?.cases ?? []).filter(({ deleted }) => !deleted);
  for (const { caseId, epochs } of live) {
    for (const location of allLocations(epochs)) {
      await decisionShard(env, DEVELOPMENT_ACCOUNT, caseId, location).runDue(now());
    }
    await caseModel(env, DEVELOPMENT_ACCOUNT, caseId).runDue();
    await catalogOf(env, DEVELOPMENT_ACCOUNT, caseId).runDue(now());
  }
  await Promise.all(
    allCustomerShards().map((shard) =>
      customerShardAt(env, DEVELOPMENT_ACCOUNT, shard).runDue(now()),
    ),
  );
  await Promise.all(
    allTestCycleShards().map((shard) =>
      testCycleShardAt(env, DEVELOPMENT_ACCOUNT, shard).runDue(now()),
    ),
  );
  await Promise.all(
    allLedgerShards().map((shard) => ledgerShardAt(env, DEVELOPMENT_ACCOUNT, shard).runDue(now())),
  );
  // After the shards: a verdict is of what they hold.
  await env.ACCOUNT.getByName(DEVELOPMENT_ACCOUNT).runDue(now());
  // Last: what the logs have handed over by now.
  await Promise.all(
    (snapshot?.sinks ?? []).flatMap(({ sinkId }) =>
      allSinkShards().map((shard) => sinkAt(env, DEVELOPMENT_ACCOUNT, sinkId, shard).runDue()),
    ),
  );
};

const clock = async (context: Context<App>): Promise<Response> => {
  const body = await readJson(context.req.raw, BODY_LIMIT_BYTES);
  if (!body.ok) return refuse(context, body.error);
  const request = clockRequest.safeParse(body.value);
  if (!request.success) return refuse(context, failuresOf(request.error));
  advance(request.data.advance_ms);
  await runDue(context.env);
  return context.json({ status: 1, now: new Date(now()).toISOString() });
};

/** For a past that is to be played and come back from; what is stored already keeps its times. */
const clockBack = async (context: Context<App>): Promise<Response> => {
  const body = await readJson(context.req.raw, BODY_LIMIT_BYTES);
  if (!body.ok) return refuse(context, body.error);
  const request = backRequest.safeParse(body.value);
  if (!request.success) return refuse(context, failuresOf(request.error));
  advance(-request.data.back_ms);
  return context.json({ status: 1, now: new Date(now()).toISOString() });
};

/** How a decision came about: what a publishable key is never told. */
const decision = async (context: Context<App>): Promise<Response> => {
  const caseId = context.req.param("case_id") ?? "";
  const queryId = context.req.param("query_id") ?? "";
  const found = await findCase(context.env, DEVELOPMENT_ACCOUNT, caseId);
  if (!found.ok) return refuse(context, found.error);
  for (const location of locationsOf(queryId, found.value.epochs)) {
    const shard = decisionShard(context.env, DEVELOPMENT_ACCOUNT, caseId, location);
    const body = await shard.find(queryId);
    if (!body) continue;
    const actions = body.order.map((action, index) => ({
      action,
      probability: body.probabilities[index] ?? 0,
      score: body.scores[index] ?? null,
    }));
    const { mode, model, recommended } = body;
    const kind = recommended ? { kind: recommended.kind } : {};
    return context.json({ query_id: queryId, mode, ...kind, model_version: model, actions });
  }
  return context.notFound();
};

/** What is kept of a visitor, newest first, for pages that have no secret key to ask with. */
const consumer = async (context: Context<App>): Promise<Response> => {
  const asked = identifier.safeParse(context.req.param("consumer_id"));
  if (!asked.success) return refuse(context, failuresOf(asked.error, "consumer_id"));
  const page = await customerShard(context.env, DEVELOPMENT_ACCOUNT, asked.data).page(
    asked.data,
    Number.MAX_SAFE_INTEGER,
  );
  return context.json({ history: page?.history ?? [] });
};

const status = async (context: Context<App>): Promise<Response> => {
  const found = await findCase(
    context.env,
    DEVELOPMENT_ACCOUNT,
    context.req.param("case_id") ?? "",
  );
  if (!found.ok) return refuse(context, found.error);
  return context.json(await readStatus(context.env, DEVELOPMENT_ACCOUNT, found.value));
};

/**
 * Rows that the objects of a case have written since they woke, index entries included: in their event
 * logs, and beside them for checkpoints, the model's sums and alarms. What the benchmark counts.
 */
const rows = async (context: Context<App>): Promise<Response> => {
  const caseId = context.req.param("case_id") ?? "";
  const found = await findCase(context.env, DEVELOPMENT_ACCOUNT, caseId);
  if (!found.ok) return refuse(context, found.error);
  const shards = await Promise.all(
    allLocations(found.value.epochs).map((location) =>
      decisionShard(context.env, DEVELOPMENT_ACCOUNT, caseId, location).status(now()),
    ),
  );
  const ofModel = await caseModel(context.env, DEVELOPMENT_ACCOUNT, caseId).rowsWritten();
  return context.json({
    rows_written: shards.reduce((total, shard) => total + shard.rowsWritten, 0),
    beside_rows_written: shards.reduce((total, shard) => total + shard.besideRowsWritten, ofModel),
  });
};

/** Routes that exist only in development; elsewhere they are not found. */
export const development = new Hono<App>()
  .use("/dev/*", async (context, next) =>
    context.env.NEXTMOVE_DEVELOPMENT === "true"
      ? next()
      : refuse(context, nothingAt(context.req.path)),
  )
  .post("/dev/clock", clock)
  .post("/dev/clock/back", clockBack)
  .get("/dev/decisions/:case_id/:query_id", decision)
  .get("/dev/consumers/:consumer_id", consumer)
  .get("/dev/cases/:case_id/status", status)
  .get("/dev/cases/:case_id/rows", rows);
