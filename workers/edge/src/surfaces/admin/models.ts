import {
  activateModelRequest,
  BODY_LIMIT_BYTES,
  type CaseSettings,
  createModelRequest,
  type ModelDescription,
  type ModelSettings,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { forgetAccount } from "../../auth/account-directory.ts";
import { now } from "../../clock.ts";
import { type App, door } from "../../http/door.ts";
import { fingerprint } from "../../http/fingerprint.ts";
import { failure, type Failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import type { CaseDefinition } from "../../objects/account/snapshot.ts";
import type { Version } from "../../objects/case-model/version-storage.ts";
import { caseModel, type ModelStub } from "../../objects/stubs.ts";
import { ok, type Result } from "../../result.ts";
import { findCase } from "../nba/scene.ts";
import { ownAccount } from "./own-account.ts";

const dateOf = (at: number): string => new Date(at).toISOString();

const describe = (version: Version): ModelDescription => ({
  model_id: version.id,
  from: version.from,
  learns: version.learns,
  warm_start: version.warmStart,
  settings: version.settings,
  created_at: dateOf(version.createdAt),
  decisions: version.decisions,
  actions: version.actions,
  feature_space: version.space,
  rollback_point: version.isRollbackPoint,
});

interface Place {
  definition: CaseDefinition;
  model: ModelStub;
}

const enter = async (context: Context<App>): Promise<Result<Place, Failure>> => {
  const { account } = ownAccount(context);
  const found = await findCase(context.env, account, context.req.param("case_id") ?? "");
  if (!found.ok) return found;
  const definition = found.value;
  return ok({ definition, model: caseModel(context.env, account, definition.caseId) });
};

const list = async (context: Context<App>): Promise<Response> => {
  const place = await enter(context);
  if (!place.ok) return refuse(context, place.error);
  const { live, versions } = await place.value.model.lines();
  const { from, activatedAt, decisions, actions, space } = live;
  return context.json({
    status: 1,
    live: {
      from,
      activated_at: activatedAt === null ? null : dateOf(activatedAt),
      decisions,
      actions,
      feature_space: space,
    },
    models: versions.map(describe),
  });
};

const create = async (context: Context<App>): Promise<Response> => {
  const request = createModelRequest.safeParse(context.var.body);
  if (!request.success) return refuse(context, failuresOf(request.error));
  const place = await enter(context);
  if (!place.ok) return refuse(context, place.error);
  const { name, from, learns, warm_start, settings } = request.data;
  const key = context.req.header("idempotency-key");
  const made = await place.value.model.createVersion(
    from,
    {
      name,
      learns,
      warmStart: warm_start,
      settings,
      isRollbackPoint: false,
      request: key ? { key, fingerprint: fingerprint([request.data]) } : undefined,
    },
    now(),
  );
  if (!made.ok) return refuse(context, made.error);
  return context.json({ status: 1, ...describe(made.value) }, 201);
};

const get = async (context: Context<App>): Promise<Response> => {
  const place = await enter(context);
  if (!place.ok) return refuse(context, place.error);
  const id = context.req.param("model_id") ?? "";
  const { versions } = await place.value.model.lines();
  const version = versions.find((candidate) => candidate.id === id);
  return version
    ? context.json({ status: 1, ...describe(version) })
    : refuse(context, failure("unknown_model", `the case has no version ${id}`));
};

const remove = async (context: Context<App>): Promise<Response> => {
  const place = await enter(context);
  if (!place.ok) return refuse(context, place.error);
  const removed = await place.value.model.deleteVersion(context.req.param("model_id") ?? "");
  return removed.ok ? context.json({ status: 1 }) : refuse(context, removed.error);
};

/** How the live line of a case decides, as the settings of a version say it. */
const modelSettingsOf = (settings: CaseSettings): ModelSettings => {
  const { exploration_floor } = settings;
  if (settings.apprentice) return { exploration_floor, policy: "given_order" };
  return { exploration_floor, policy: settings.uniform_share === 1 ? "uniform" : "model" };
};

/** The settings of a case whose live line decides from now on as a version did. */
const withModelSettings = (
  settings: CaseSettings,
  { exploration_floor = settings.exploration_floor, policy }: ModelSettings,
): CaseSettings => {
  const share = settings.uniform_share === 1 ? 0 : settings.uniform_share;
  return {
    ...settings,
    exploration_floor,
    apprentice: policy === "given_order",
    uniform_share: policy === "uniform" ? 1 : share,
  };
};

const activate = async (context: Context<App>): Promise<Response> => {
  const request = activateModelRequest.safeParse(context.var.body);
  if (!request.success) return refuse(context, failuresOf(request.error));
  const place = await enter(context);
  if (!place.ok) return refuse(context, place.error);
  const { definition, model } = place.value;
  const id = context.req.param("model_id") ?? "";
  const { again } = request.data;
  const { caseId, settings } = definition;
  const replacing = modelSettingsOf(settings);
  const done = await model.activate({ id, again, replacing, keep: [] }, now());
  if (!done.ok) return refuse(context, done.error);
  const { version, replaced, isSettled } = done.value;
  if (!isSettled) {
    const { account, stub } = ownAccount(context);
    const actor = context.var.principal.key.keyId;
    await stub.putCase(caseId, withModelSettings(settings, version.settings), actor, now());
    forgetAccount(account);
    await model.settled(version.id);
  }
  return context.json({ status: 1, model_id: version.id, replaced });
};

/** The versions of a case's model. */
export const models = new Hono<App>()
  .get("/cases/:case_id/models", door(["admin"], 0), list)
  .post("/cases/:case_id/models", door(["admin"], BODY_LIMIT_BYTES), create)
  .get("/cases/:case_id/models/:model_id", door(["admin"], 0), get)
  .delete("/cases/:case_id/models/:model_id", door(["admin"], 0), remove)
  .post("/cases/:case_id/models/:model_id/activate", door(["admin"], BODY_LIMIT_BYTES), activate);
