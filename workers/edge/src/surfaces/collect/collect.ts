import {
  COLLECT_BODY_LIMIT_BYTES,
  COLLECT_LIMIT_EVENTS,
  type CollectRequest,
  collectRequest,
  type CollectResponse,
  eventSeq,
  type RefusedEvent,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { now } from "../../clock.ts";
import { type App, door } from "../../http/door.ts";
import { failure, type Failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import type { Envelope } from "../../objects/customer-shard/visitor.ts";
import { customerShard } from "../../objects/customer-shard/stub.ts";
import { ageOf } from "../nba/receipts.ts";
import { enterCase, type Scene } from "../nba/scene.ts";
import { fanOut, type Sorted } from "./fan-out.ts";
import { renewId, withFirstPartyAliases } from "./first-party.ts";
import { storedEvent } from "./stored-event.ts";

/** Refusals that pass: these events are to be sent again, so nothing is noted of them. */
const PASSING: ReadonlySet<string> = new Set(["newer_epoch", "overloaded", "rate_limited"]);

/** Why an envelope cannot be taken as a whole, if it cannot. */
const refusalOf = ({ events, consumerId, tab }: CollectRequest): Failure | undefined => {
  if (events.length > COLLECT_LIMIT_EVENTS) {
    return failure("batch_too_large", `at most ${COLLECT_LIMIT_EVENTS} events`, "events");
  }
  if (events.length === 0) return undefined;
  if (consumerId === undefined) {
    return failure("invalid_body", "events belong to a consumer", "consumer_id");
  }
  return tab === undefined ? failure("invalid_body", "events come from a tab", "tab") : undefined;
};

const seqOf = (event: unknown): number | undefined =>
  typeof event === "object" && event !== null && "seq" in event
    ? eventSeq.safeParse(event.seq).data
    : undefined;

/** Refused for good and numbered: accounted for. */
const refusedFor = (failed: readonly RefusedEvent[], events: readonly unknown[]) =>
  failed.flatMap(({ index, code }) => {
    const seq = seqOf(events[index]);
    return seq === undefined || PASSING.has(code) ? [] : [{ seq, code }];
  });

/** What the consumer's object is told; undefined when nobody is to be told of. */
const envelopeOf = (
  scene: Scene,
  request: CollectRequest,
  { taken, failed }: Sorted,
): Envelope | undefined => {
  const { consumerId, tab, session, sentAt, dropped, events } = request;
  if (consumerId === undefined || tab === undefined) return undefined;
  return {
    consumer: consumerId,
    caseId: scene.caseId,
    tab,
    aliases: request.aliases,
    session,
    events: taken.map(({ event }) =>
      storedEvent(event, scene.call.now - ageOf(scene, event.at, sentAt)),
    ),
    refused: refusedFor(failed, events),
    dropped,
  };
};

const collect = async (context: Context<App>): Promise<Response> => {
  const parsed = collectRequest.safeParse(context.var.body);
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
    await customerShard(env, account, envelope.consumer).receive(envelope, call.now);
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
