import {
  assignRequest,
  type AssignResponse,
  BODY_LIMIT_BYTES,
  visitorOf,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { now } from "../../clock.ts";
import { type App, door } from "../request/door.ts";
import { failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import type { Holdout } from "../../holdout.ts";
import { testCycleShard } from "../../protocol/test-cycle-shard/stub.ts";
import { findCase } from "../request/scene.ts";
import { rememberedPeriod } from "./find-period.ts";

/** Whom the case does not decide for, if there is still the case. */
const holdoutOf = async (
  env: Env,
  account: string,
  caseId: string,
): Promise<Holdout | undefined> => {
  const found = await findCase(env, account, caseId);
  return found.ok ? { account, caseId, share: found.value.settings.holdout_share } : undefined;
};

const assign = async (context: Context<App>): Promise<Response> => {
  const request = assignRequest.safeParse(context.get("body"));
  if (!request.success) return refuse(context, failuresOf(request.error));
  const { account } = context.get("principal").account;
  const at = now();
  const id = context.req.param("period_id") ?? "";
  const found = await rememberedPeriod(context.env, account, id, at);
  if (!found.ok) return refuse(context, found.error);
  const { periodId, caseId, start, salt, models } = found.value;
  const { userTrackingId } = request.data;
  const visitor = visitorOf(userTrackingId);
  const modelId = await testCycleShard(context.env, account, visitor).assign(
    { periodId, start, salt, models },
    { visitor, userTrackingId, at },
    caseId === undefined ? undefined : await holdoutOf(context.env, account, caseId),
  );
  const role = models.find((model) => model.modelId === modelId)?.role ?? null;
  const holdout = modelId === null;
  return context.json({ status: 1, periodId, modelId, role, holdout } satisfies AssignResponse);
};

/** Which model serves a visitor. */
export const assigning = new Hono<App>().post(
  "/test-cycle/periods/:period_id/assign",
  door(["secret", "publishable"], BODY_LIMIT_BYTES),
  assign,
);
