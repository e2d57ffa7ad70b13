import {
  COLLECT_BODY_LIMIT_BYTES,
  COLLECT_LIMIT_EVENTS,
  type CollectRequest,
  collectRequest,
  type CollectResponse,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { now } from "../../clock.ts";
import { type App, door } from "../request/door.ts";
import { failure, type Failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { customerShard } from "../../protocol/customer-shard/stub.ts";
import { enterCase } from "../request/scene.ts";
import { tellAliases } from "../request/tell-aliases.ts";
import { envelopeOf } from "./envelope.ts";
import { fanOut } from "./fan-out.ts";
import { tellCatalog } from "./tell-catalog.ts";
import { renewId, withFirstPartyAliases } from "../request/first-party.ts";

/** Why an envelope cannot be taken as a whole, if it cannot. */
const refusalOf = ({ events, dropped, consumerId, tab }: CollectRequest): Failure | undefined => {
  if (events.length > COLLECT_LIMIT_EVENTS) {
    return failure("batch_too_large", `at most ${COLLECT_LIMIT_EVENTS} events`, "events");
  }
  if (events.length === 0 && dropped.length === 0) return undefined;
  if (consumerId === undefined) {
    return failure("invalid_body", "events belong to a consumer", "consumer_id");
  }
  return tab === undefined ? failure("invalid_body", "events come from a tab", "tab") : undefined;
};

const collect = async (context: Context<App>): Promise<Response> => {
  const parsed = collectRequest.safeParse(context.get("body"));
  if (!parsed.success) return refuse(context, failuresOf(parsed.error));
  const request = withFirstPartyAliases(context, parsed.data);
  const refusal = refusalOf(request);
  if (refusal) return refuse(context, refusal);
  const scene = await enterCase(context);
  if (!scene.ok) return refuse(context, scene.error);
  const sorted = await fanOut(scene.value, request);
  const envelope = envelopeOf(scene.value, request, sorted);
  if (envelope) {
    const { env, account, call } = scene.value;
    const shard = customerShard(env, account, envelope.consumer);
    const fresh = await shard.receive(envelope, call.now);
    tellAliases(scene.value, [request]);
    context.executionCtx.waitUntil(tellCatalog(scene.value, envelope, fresh));
  }
  renewId(context, request.consumerId);
  return context.json({
    status: sorted.failed.length > 0 ? 2 : 1,
    received: sorted.taken.length,
    failed: sorted.failed,
    now: now(),
  } satisfies CollectResponse);
};

/** All that a page has to report, in one request. */
export const collecting = new Hono<App>().post(
  "/collect/:case_id",
  door(["secret", "publishable"], COLLECT_BODY_LIMIT_BYTES),
  collect,
);
