import {
  assignRequest,
  type AssignResponse,
  BODY_LIMIT_BYTES,
  visitorOf,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { now } from "../../clock.ts";
import { type App, door } from "../../http/door.ts";
import { failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { testCycleShard } from "../../objects/test-cycle-shard/stub.ts";
import { rememberedPeriod } from "./find-period.ts";

const assign = async (context: Context<App>): Promise<Response> => {
  const request = assignRequest.safeParse(context.var.body);
  if (!request.success) return refuse(context, failuresOf(request.error));
  const { account } = context.var.principal.account;
  const at = now();
  const id = context.req.param("period_id") ?? "";
  const found = await rememberedPeriod(context.env, account, id, at);
  if (!found.ok) return refuse(context, found.error);
  const { periodId, start, salt, models } = found.value;
  const { userTrackingId } = request.data;
  const visitor = visitorOf(userTrackingId);
  const modelId = await testCycleShard(context.env, account, visitor).assign(
    { periodId, start, salt, models },
    { visitor, userTrackingId, at },
  );
  const model = models.find((each) => each.modelId === modelId);
  if (!model) throw new Error("a model that the period does not have was assigned");
  return context.json({
    status: 1,
    periodId,
    modelId: model.modelId,
    role: model.role,
  } satisfies AssignResponse);
};

/** Which model serves a visitor. */
export const assigning = new Hono<App>().post(
  "/test-cycle/periods/:period_id/assign",
  door(["secret", "publishable"], BODY_LIMIT_BYTES),
  assign,
);
