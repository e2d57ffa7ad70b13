import {
  activateModelRequest,
  BODY_LIMIT_BYTES,
  createModelRequest,
  type ModelDescription,
  type TestCyclePeriod,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { now } from "../../clock.ts";
import { type App, door, NO_BODY } from "../request/door.ts";
import { fingerprint } from "../../http/fingerprint.ts";
import { readJsonOrNothing } from "../../http/json-body.ts";
import { failure, type Failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { caseModel, type ModelStub } from "../../protocol/case-model/stub.ts";
import { ok, type Result } from "../../result.ts";
import {
  activateModel,
  type ComparedCase,
  readComparedCase,
} from "../../promotion/activate-model.ts";
import { ownAccount } from "../request/own-account.ts";

type Version = Awaited<ReturnType<ModelStub["lines"]>>["versions"][number];

const dateOf = (at: number): string => new Date(at).toISOString();

const describe = (version: Version, periods: string[]): ModelDescription => ({
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
  periods,
});

interface Place extends ComparedCase {
  model: ModelStub;
}

const enter = async (context: Context<App>): Promise<Result<Place, Failure>> => {
  const { account } = ownAccount(context);
  const caseId = context.req.param("case_id") ?? "";
  const found = await readComparedCase(context.env, account, caseId);
  return found.ok ? ok({ ...found.value, model: caseModel(context.env, account, caseId) }) : found;
};

const namesOf = (periods: readonly TestCyclePeriod[], model: string): string[] =>
  periods
    .filter(({ models }) => models.some(({ modelId }) => modelId === model))
    .map(({ periodId }) => periodId);

const list = async (context: Context<App>): Promise<Response> => {
  const place = await enter(context);
  if (!place.ok) return refuse(context, place.error);
  const { model, periods } = place.value;
  const { live, versions } = await model.lines();
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
    models: versions.map((version) => describe(version, namesOf(periods, version.id))),
  });
};

const create = async (context: Context<App>): Promise<Response> => {
  const request = createModelRequest.safeParse(context.get("body"));
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
      // Hashed: a header may be as long as it likes.
      request: key
        ? { key: fingerprint([key]), fingerprint: fingerprint([request.data]) }
        : undefined,
    },
    now(),
  );
  if (!made.ok) return refuse(context, made.error);
  return context.json({ status: 1, ...describe(made.value, []) }, 201);
};

const get = async (context: Context<App>): Promise<Response> => {
  const place = await enter(context);
  if (!place.ok) return refuse(context, place.error);
  const id = context.req.param("model_id") ?? "";
  const { versions } = await place.value.model.lines();
  const version = versions.find((candidate) => candidate.id === id);
  return version
    ? context.json({ status: 1, ...describe(version, namesOf(place.value.periods, id)) })
    : refuse(context, failure("unknown_model", `the case has no version ${id}`));
};

const remove = async (context: Context<App>): Promise<Response> => {
  const place = await enter(context);
  if (!place.ok) return refuse(context, place.error);
  const id = context.req.param("model_id") ?? "";
  const [period] = namesOf(place.value.periods, id);
  if (period !== undefined) {
    return refuse(context, failure("model_in_use", `the period ${period} compares it`));
  }
  const removed = await place.value.model.deleteVersion(id);
  return removed.ok ? context.json({ status: 1 }) : refuse(context, removed.error);
};

const activate = async (context: Context<App>): Promise<Response> => {
  const request = activateModelRequest.safeParse(context.get("body"));
  if (!request.success) return refuse(context, failuresOf(request.error));
  const place = await enter(context);
  if (!place.ok) return refuse(context, place.error);
  const { account } = ownAccount(context);
  const model = context.req.param("model_id") ?? "";
  const done = await activateModel(context.env, account, place.value, {
    model,
    again: request.data.again,
    actor: context.get("principal").key.keyId,
    now: now(),
  });
  if (!done.ok) return refuse(context, done.error);
  return context.json({ status: 1, model_id: model, replaced: done.value });
};

/** The versions of a case's model. */
export const models = new Hono<App>()
  .get("/cases/:case_id/models", door(["admin"], NO_BODY), list)
  .post("/cases/:case_id/models", door(["admin"], BODY_LIMIT_BYTES), create)
  .get("/cases/:case_id/models/:model_id", door(["admin"], NO_BODY), get)
  .delete("/cases/:case_id/models/:model_id", door(["admin"], NO_BODY), remove)
  .post(
    "/cases/:case_id/models/:model_id/activate",
    door(["admin"], BODY_LIMIT_BYTES, readJsonOrNothing),
    activate,
  );
