import {
  BODY_LIMIT_BYTES,
  promoteRequest,
  type PromoteResponse,
  type TestCycleReport,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { forgetAccount } from "../../protocol/account/account-directory.ts";
import { now } from "../../clock.ts";
import { type App, door } from "../request/door.ts";
import { isSet } from "../../http/is-set.ts";
import { readJsonOrNothing } from "../../http/json-body.ts";
import { failure, type Failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { promote } from "../../promotion/promote.ts";
import { readReport } from "../../test-cycle/report/read-report.ts";
import { ok, fail, type Result } from "../../result.ts";
import { ownAccount } from "../request/own-account.ts";
import { findPeriod } from "./find-period.ts";

/** The model to promote: the one named, else the one found better; by force one that was not. */
const choose = (
  { models, newBest, verdicts }: TestCycleReport,
  named: string | undefined,
  isForced: boolean,
): Result<string, Failure> => {
  const modelId = named ?? newBest;
  if (modelId === null) {
    const reasons = verdicts.flatMap((verdict) => verdict.reasons.map(({ text }) => text));
    return fail(failure("not_better", ["no model was found better.", ...reasons].join(" ")));
  }
  if (models.every((model) => model.modelId !== modelId)) {
    return fail(failure("unknown_model", "the period does not compare this model", "modelId"));
  }
  const verdict = verdicts.find((each) => each.modelId === modelId);
  if (isForced || verdict?.decision === "promote") return ok(modelId);
  const reasons = verdict?.reasons.map(({ text }) => text) ?? [
    "It is what others are tested against",
  ];
  return fail(
    failure(
      "not_better",
      `${reasons.join(" ")} Add ?force=true to promote it all the same.`,
      "modelId",
    ),
  );
};

const post = async (context: Context<App>): Promise<Response> => {
  const request = promoteRequest.safeParse(context.get("body"));
  if (!request.success) return refuse(context, failuresOf(request.error));
  const found = await findPeriod(context);
  if (!found.ok) return refuse(context, found.error);
  const { account, stub } = ownAccount(context);
  const at = now();
  const report = await readReport(context.env, account, found.value, stub, at);
  const isForced = isSet(context, "force");
  const chosen = choose(report, request.data.modelId, isForced);
  if (!chosen.ok) return refuse(context, chosen.error);
  const done = await promote(context.env, account, found.value, {
    modelId: chosen.value,
    isAutomatic: false,
    actor: context.get("principal").key.keyId,
    now: at,
  });
  if (!done.ok) return refuse(context, done.error);
  forgetAccount(account);
  return context.json({ status: 1, ...done.value } satisfies PromoteResponse);
};

/** Goes on with the better model. */
export const promotions = new Hono<App>().post(
  "/test-cycle/periods/:period_id/promote",
  door(["admin"], BODY_LIMIT_BYTES, readJsonOrNothing),
  post,
);
