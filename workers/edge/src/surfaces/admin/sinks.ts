import {
  BODY_LIMIT_BYTES,
  sinkId as sinkIdSchema,
  type SinkResponse,
  sinkSettings,
  type SinkSettings,
  type SinkStatus,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { forgetAccount } from "../../protocol/account/account-directory.ts";
import { now } from "../../clock.ts";
import { type App, door, NO_BODY } from "../request/door.ts";
import { failure, type Failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { describeSink } from "./describe-sink.ts";
import type { SinkChange, SinkDefinition } from "../../protocol/sink/definition.ts";
import { allSinkShards } from "../../protocol/sink/placement.ts";
import { sinkAt } from "../../protocol/sink/stub.ts";
import { fail, ok, type Result } from "../../result.ts";
import { ownAccount } from "../request/own-account.ts";
import { readSinkHealth } from "./sink-health.ts";
import { checkSinkUrl } from "./sink-url.ts";
import { tellLogs } from "../request/tell-logs.ts";

const NO_SUCH_SINK = failure("unknown_sink", "this account has no such sink");

/** What the schema cannot know: where the sink is, and what this deployment has. */
const checkPlace = (context: Context<App>, settings: SinkSettings): Failure | undefined => {
  if ("url" in settings) {
    const url = checkSinkUrl(context, settings.url);
    return url.ok ? undefined : url.error;
  }
  if (settings.kind === "r2" && !context.env.ARCHIVE) {
    return failure("archive_missing", "this deployment has no R2 bucket bound as ARCHIVE", "kind");
  }
  return undefined;
};

const findSink = async (context: Context<App>): Promise<Result<SinkDefinition, Failure>> => {
  const sinkId = context.req.param("sink_id") ?? "";
  if (!sinkIdSchema.safeParse(sinkId).success) return fail(NO_SUCH_SINK);
  const found: SinkDefinition | null = await ownAccount(context).stub.sink(sinkId);
  return found ? ok(found) : fail(NO_SUCH_SINK);
};

/** Changes the definition and lets everything that acts on it know. */
const change = async (
  context: Context<App>,
  sinkId: string,
  asked: SinkChange,
): Promise<Result<SinkDefinition, Failure>> => {
  const { account, stub } = ownAccount(context);
  const changed: Result<SinkDefinition, Failure> = await stub.changeSink(
    sinkId,
    asked,
    context.get("principal").key.keyId,
    now(),
  );
  if (!changed.ok) return changed;
  forgetAccount(account);
  await Promise.all(
    allSinkShards().map((shard) =>
      sinkAt(context.env, account, sinkId, shard).configure(changed.value, now()),
    ),
  );
  await tellLogs(context.env, account);
  return changed;
};

/** A secret that was made just now is shown, this once. */
const shownOnce = (definition: SinkDefinition): SinkResponse => {
  const [newest] = definition.secrets;
  return {
    status: 1,
    ...describeSink(definition),
    ...(newest ? { secret: newest.secret } : {}),
  };
};

const put = async (context: Context<App>): Promise<Response> => {
  const sinkId = sinkIdSchema.safeParse(context.req.param("sink_id"));
  if (!sinkId.success) return refuse(context, failuresOf(sinkId.error, "sink_id"));
  const settings = sinkSettings.safeParse(context.get("body"));
  if (!settings.success) return refuse(context, failuresOf(settings.error));
  const misplaced = checkPlace(context, settings.data);
  if (misplaced) return refuse(context, misplaced);
  const changed = await change(context, sinkId.data, { what: "put", settings: settings.data });
  if (!changed.ok) return refuse(context, changed.error);
  const isNew = changed.value.revision === 0;
  return context.json(
    isNew ? shownOnce(changed.value) : { status: 1, ...describeSink(changed.value) },
  );
};

const rotate = async (context: Context<App>): Promise<Response> => {
  const found = await findSink(context);
  if (!found.ok) return refuse(context, found.error);
  const changed = await change(context, found.value.sinkId, { what: "rotate" });
  return changed.ok ? context.json(shownOnce(changed.value)) : refuse(context, changed.error);
};

const list = async (context: Context<App>): Promise<Response> => {
  const sinksOfAccount: SinkDefinition[] = await ownAccount(context).stub.sinks();
  return context.json({ status: 1, sinks: sinksOfAccount.map(describeSink) });
};

const get = async (context: Context<App>): Promise<Response> => {
  const found = await findSink(context);
  if (!found.ok) return refuse(context, found.error);
  const { account } = ownAccount(context);
  const health = await readSinkHealth(context.env, account, found.value.sinkId, now());
  return context.json({ status: 1, ...describeSink(found.value), health } satisfies SinkStatus);
};

const remove = async (context: Context<App>): Promise<Response> => {
  const found = await findSink(context);
  if (!found.ok) return refuse(context, found.error);
  const { account, stub } = ownAccount(context);
  const { sinkId } = found.value;
  await stub.deleteSink(sinkId, context.get("principal").key.keyId, now());
  forgetAccount(account);
  await Promise.all(
    allSinkShards().map((shard) => sinkAt(context.env, account, sinkId, shard).wipe()),
  );
  return context.json({ status: 1 });
};

const replay = async (context: Context<App>): Promise<Response> => {
  const found = await findSink(context);
  if (!found.ok) return refuse(context, found.error);
  const { account } = ownAccount(context);
  const counts = await Promise.all(
    allSinkShards().map((shard) =>
      sinkAt(context.env, account, found.value.sinkId, shard).replay(now()),
    ),
  );
  return context.json({ status: 1, requeued: counts.reduce((total, count) => total + count, 0) });
};

/** Where an account's events are forwarded to. */
export const sinks = new Hono<App>()
  .get("/sinks", door(["admin"], NO_BODY), list)
  .get("/sinks/:sink_id", door(["admin"], NO_BODY), get)
  .put("/sinks/:sink_id", door(["admin"], BODY_LIMIT_BYTES), put)
  .delete("/sinks/:sink_id", door(["admin"], NO_BODY), remove)
  .post("/sinks/:sink_id/rotate-secret", door(["admin"], NO_BODY), rotate)
  .post("/sinks/:sink_id/replay", door(["admin"], NO_BODY), replay);
