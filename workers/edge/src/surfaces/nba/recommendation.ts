import {
  BODY_LIMIT_BYTES,
  type KnownVisit,
  type RecommendationInput,
  recommendationRequest,
  type RecommendationResponse,
  visitOf,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { drawSeed } from "../../auth/draw-seed.ts";
import { signDecision } from "../../auth/decision-token.ts";
import { fingerprint } from "../../http/fingerprint.ts";
import { type App, door } from "../request/door.ts";
import { isSet } from "../../http/is-set.ts";
import { failuresOf } from "../../http/problems.ts";
import { markReplay, refuse } from "../../http/respond.ts";
import type { Recommended, RecommendItem } from "../../protocol/catalog/calls.ts";
import { catalogNameFor, recommendFrom } from "../../protocol/catalog/stub.ts";
import { customerShard } from "../../protocol/customer-shard/stub.ts";
import { makeQueryId } from "../../protocol/location.ts";
import { withFirstPartyAliases } from "../request/first-party.ts";
import { observeRecent } from "../request/observe-recent.ts";
import { isHeldOut } from "./decisions.ts";
import { refuseOtherQueries } from "./one-query.ts";
import { enterCase, type Scene } from "../request/scene.ts";

/** What is known of the visit: as the request says, else as the visitor's pages told. */
const visitFor = async (scene: Scene, input: RecommendationInput): Promise<KnownVisit> => {
  if (input.hasState || input.consumerId === undefined) return input.visit;
  const { env, account } = scene;
  const shard = customerShard(env, account, input.consumerId);
  const [state] = await shard.states([input.consumerId]);
  return visitOf(state ?? {});
};

const itemFor = (
  scene: Scene,
  input: RecommendationInput,
  visit: KnownVisit,
  expand: boolean,
): RecommendItem => {
  const { env, account, caseId, definition, idempotencyKey, call, forBrowser } = scene;
  const { settings } = definition;
  const { activation, recommendation } = settings;
  const { consumerId, state, about, kind, limit, test } = input;
  const queryId =
    input.queryId ??
    makeQueryId(
      definition.epochs,
      idempotencyKey && JSON.stringify([account, caseId, idempotencyKey, "recommendation"]),
    );
  return {
    queryId,
    consumerId,
    aliases: input.aliases,
    visit,
    about,
    observation: observeRecent(input.hasState ? state : { ...visit }),
    kind,
    limit,
    fingerprint: fingerprint([consumerId, state, about, kind, limit, test]),
    test,
    isTrusted: !scene.publishable,
    expand,
    discreet: scene.publishable && !input.hasState,
    activation: activation === "auto" ? (forBrowser ? "deferred" : "immediate") : activation,
    settings: recommendation,
    seed: drawSeed(env.NEXTMOVE_ROOT_KEY, account, "recommend", caseId, queryId),
    holdout: isHeldOut(scene, consumerId ?? queryId),
    apprentice: settings.apprentice,
    floor: settings.exploration_floor,
    uniformShare: settings.uniform_share,
    rewardRange: settings.reward_range,
    explain: scene.explain,
    requestId: call.requestId,
    now: call.now,
  };
};

const responseOf = (scene: Scene, recommended: Recommended): RecommendationResponse => {
  const { env, account, caseId, forBrowser } = scene;
  const { queryId, kind, actions, items, explanation } = recommended;
  return {
    query_id: queryId,
    actions,
    status: 1,
    meta: { kind, ...(actions.length === 0 ? { reason: "no_items" as const } : {}) },
    ...(items ? { items } : {}),
    ...(explanation ? { explain: explanation } : {}),
    ...(forBrowser
      ? { token: signDecision(env.NEXTMOVE_ROOT_KEY, { account, caseId, queryId }) }
      : {}),
  };
};

const recommend = async (context: Context<App>): Promise<Response> => {
  const request = recommendationRequest.safeParse(context.get("body"));
  if (!request.success) return refuse(context, failuresOf(request.error));
  const scene = await enterCase(context);
  if (!scene.ok) return refuse(context, scene.error);
  const input = withFirstPartyAliases(context, request.data);
  const visit = await visitFor(scene.value, input);
  const expand = input.expand || isSet(context, "expand");
  const { env, account, definition, afterwards } = scene.value;
  const item = itemFor(scene.value, input, visit, expand);
  const other = await refuseOtherQueries(scene.value, [input.queryId], "list");
  if (other) return refuse(context, other);
  const catalog = catalogNameFor(account, definition, item.consumerId ?? item.queryId);
  const recommended = await recommendFrom(env, catalog, item, afterwards);
  if (!recommended.ok) return refuse(context, recommended.error);
  markReplay(context, recommended.value.replay);
  return context.json(responseOf(scene.value, recommended.value));
};

/** Products for a visitor. */
export const recommendations = new Hono<App>().post(
  "/recommendation/:case_id",
  door(["secret", "publishable"], BODY_LIMIT_BYTES),
  recommend,
);
