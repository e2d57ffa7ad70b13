import {
  BODY_LIMIT_BYTES,
  periodId,
  periodRequest,
  type TestCyclePeriod,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { forgetAccount } from "../../protocol/account/account-directory.ts";
import { deriveKey, sign } from "../../auth/derived-keys.ts";
import { now } from "../../clock.ts";
import { type App, door, NO_BODY } from "../request/door.ts";
import { isSet } from "../../http/is-set.ts";
import { type Failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import type { Result } from "../../result.ts";
import { caseModel } from "../../protocol/case-model/stub.ts";
import { ownAccount } from "../request/own-account.ts";
import { tellLogs } from "../request/tell-logs.ts";
import { findCase } from "../request/scene.ts";
import { refuseModels } from "./check-models.ts";
import { describePeriod } from "./describe-period.ts";
import { findPeriod } from "./find-period.ts";

const answer = (context: Context<App>, found: Result<TestCyclePeriod, Failure>): Response =>
  found.ok
    ? context.json({ status: 1, ...describePeriod(found.value) })
    : refuse(context, found.error);

const list = async (context: Context<App>): Promise<Response> => {
  const periods: TestCyclePeriod[] = await ownAccount(context).stub.periods();
  const newestFirst = periods.toSorted((left, right) => right.start - left.start);
  return context.json({ status: 1, periods: newestFirst.map(describePeriod) });
};

const get = async (context: Context<App>): Promise<Response> =>
  answer(context, await findPeriod(context));

/** Nobody's guess, and the same when a period is planned anew: its visitors keep their models. */
const saltOf = (env: Env, account: string, period: string): string =>
  sign(deriveKey(env.NEXTMOVE_ROOT_KEY, "assignment", account), period).toString("base64url");

const put = async (context: Context<App>): Promise<Response> => {
  const id = periodId.safeParse(context.req.param("period_id"));
  if (!id.success) return refuse(context, failuresOf(id.error, "period_id"));
  const settings = periodRequest.safeParse(context.get("body"));
  if (!settings.success) return refuse(context, failuresOf(settings.error));
  const { account, stub } = ownAccount(context);
  const { caseId } = settings.data;
  if (caseId !== undefined) {
    const found = await findCase(context.env, account, caseId);
    if (!found.ok) return refuse(context, { ...found.error, path: "caseId" });
    const { versions } = await caseModel(context.env, account, caseId).lines();
    const ids = versions.map(({ id }) => id);
    const refusal = refuseModels(settings.data.models, ids);
    if (refusal) return refuse(context, refusal);
  }
  const change = {
    periodId: id.data,
    settings: settings.data,
    force: isSet(context, "force"),
    salt: saltOf(context.env, account, id.data),
    now: now(),
  };
  const defined: Result<TestCyclePeriod, Failure> = await stub.putPeriod(
    change,
    context.get("principal").key.keyId,
  );
  forgetAccount(account);
  // From now on the case's decisions are to be handed over.
  if (defined.ok && defined.value.caseId !== undefined) await tellLogs(context.env, account);
  return answer(context, defined);
};

const remove = async (context: Context<App>): Promise<Response> => {
  const found = await findPeriod(context);
  if (!found.ok) return refuse(context, found.error);
  const { account, stub } = ownAccount(context);
  await stub.deletePeriod(found.value.periodId, context.get("principal").key.keyId, now());
  forgetAccount(account);
  return context.json({ status: 1 });
};

const PATH = "/test-cycle/periods/:period_id";
/** Those who may read the report. */
const READERS = ["secret", "admin"] as const;

/** The periods in which models are compared. */
export const periods = new Hono<App>()
  .get("/test-cycle/periods", door(READERS, NO_BODY), list)
  .get(PATH, door(READERS, NO_BODY), get)
  .put(PATH, door(["admin"], BODY_LIMIT_BYTES), put)
  .delete(PATH, door(["admin"], NO_BODY), remove);
