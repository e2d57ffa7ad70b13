import {
  actionRequest,
  type ActionResponse,
  BODY_LIMIT_BYTES,
  rewardRequest,
  selectRequest,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { type App, door } from "../request/door.ts";
import { failuresOf } from "../../http/problems.ts";
import { markReplay, refuse } from "../../http/respond.ts";
import type { Outcome, Received } from "../../protocol/decision-shard/calls.ts";
import { withFirstPartyAliases } from "../request/first-party.ts";
import { withVisitStates } from "../request/visit-state.ts";
import { decideAll, prepareDecision, rankingOf } from "./decisions.ts";
import { refuseOtherQueries } from "./one-query.ts";
import { prepareReward, prepareSelection, receiptOf, rewardAll, selectAll } from "./receipts.ts";
import { enterCase } from "../request/scene.ts";

const acknowledge = (context: Context, [outcome]: Outcome<Received>[]): Response => {
  if (!outcome) throw new Error("one item was sent, no outcome came back");
  if (!outcome.ok) return refuse(context, outcome.error);
  markReplay(context, outcome.value.replay);
  return context.json(receiptOf(outcome.value));
};

const action = async (context: Context<App>): Promise<Response> => {
  const request = actionRequest.safeParse(context.get("body"));
  if (!request.success) return refuse(context, failuresOf(request.error));
  const scene = await enterCase(context);
  if (!scene.ok) return refuse(context, scene.error);
  const item = prepareDecision(scene.value, request.data, request.data.test, undefined);
  if (!item.ok) return refuse(context, item.error);
  const other = await refuseOtherQueries(scene.value, [request.data.queryId]);
  if (other) return refuse(context, other);
  const told = [withFirstPartyAliases(context, item.value)];
  const [outcome] = await decideAll(
    scene.value,
    request.data.hasState ? told : await withVisitStates(scene.value, told, () => true),
  );
  if (!outcome) throw new Error("one item was sent, no outcome came back");
  if (!outcome.ok) return refuse(context, outcome.error);
  markReplay(context, outcome.value.replay);
  const { query_id, actions, ...rest } = rankingOf(scene.value, outcome.value);
  return context.json({ query_id, actions, status: 1, ...rest } satisfies ActionResponse);
};

const select = async (context: Context<App>): Promise<Response> => {
  const request = selectRequest.safeParse(context.get("body"));
  if (!request.success) return refuse(context, failuresOf(request.error));
  const scene = await enterCase(context);
  if (!scene.ok) return refuse(context, scene.error);
  const item = prepareSelection(scene.value, request.data, request.data, undefined);
  if (!item.ok) return refuse(context, item.error);
  return acknowledge(context, await selectAll(scene.value, [item.value]));
};

const reward = async (context: Context<App>): Promise<Response> => {
  const request = rewardRequest.safeParse(context.get("body"));
  if (!request.success) return refuse(context, failuresOf(request.error));
  const scene = await enterCase(context);
  if (!scene.ok) return refuse(context, scene.error);
  const item = prepareReward(scene.value, request.data, request.data, undefined);
  if (!item.ok) return refuse(context, item.error);
  return acknowledge(context, await rewardAll(scene.value, [item.value]));
};

const open = () => door(["secret", "publishable"], BODY_LIMIT_BYTES);

/** One decision, selection or reward a request. */
export const single = new Hono<App>()
  .post("/action/:case_id", open(), action)
  .patch("/action/:case_id", open(), select)
  .post("/action/:case_id/select", open(), select)
  .post("/reward/:case_id", open(), reward);
