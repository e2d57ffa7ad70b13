import {
  assignRequest,
  type AssignResponse,
  BODY_LIMIT_BYTES,
  visitorOf,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { now } from "../../clock.ts";
import { type App, door } from "../../http/door.ts";
import { failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { testCycleShard } from "../../objects/test-cycle-shard/stub.ts";
import { assignModel, isRunning } from "../../test-cycle/assign-model.ts";
import { assignmentOf } from "../../test-cycle/assignment.ts";
import { rememberedPeriod } from "./find-period.ts";

const assign = async (context: Context<App>): Promise<Response> => {
  const request = assignRequest.safeParse(context.var.body);
  if (!request.success) return refuse(context, failuresOf(request.error));
  const found = await rememberedPeriod(context);
  if (!found.ok) return refuse(context, found.error);
  const period = found.value;
  const at = now();
  if (!isRunning(period, at)) {
    return refuse(context, failure("period_closed", "the period has not begun, or is over"));
  }
  const { userTrackingId } = request.data;
  const visitor = visitorOf(userTrackingId);
  const drawn = assignModel(period, visitor);
  const event = assignmentOf(period, drawn, { visitor, userTrackingId, at });
  const { account } = context.var.principal.account;
  const modelId = await testCycleShard(context.env, account, visitor).assign(
    event,
    period.models.map((model) => model.modelId),
    period.start,
  );
  const model = period.models.find((each) => each.modelId === modelId) ?? drawn;
  return context.json({
    status: 1,
    periodId: period.periodId,
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
