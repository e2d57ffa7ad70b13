import {
  BODY_LIMIT_BYTES,
  caseId as caseIdSchema,
  type CaseResponse,
  caseSettings,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { forgetAccount } from "../../protocol/account/account-directory.ts";
import { now } from "../../clock.ts";
import { type App, door, NO_BODY } from "../request/door.ts";
import { type Failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import { deletionOf } from "../../protocol/account/deletion.ts";
import { NO_SUCH_CASE } from "../../protocol/account/no-such-case.ts";
import type { CaseDefinition } from "../../protocol/account/snapshot.ts";
import { catalogOf } from "../../protocol/catalog/stub.ts";
import { allCustomerShards } from "../../protocol/customer-shard/placement.ts";
import { customerShardAt, forgetCaseIn } from "../../protocol/customer-shard/stub.ts";
import { allLocations } from "../../protocol/location.ts";
import { caseModel } from "../../protocol/case-model/stub.ts";
import { decisionShard } from "../../protocol/decision-shard/stub.ts";
import type { Result } from "../../result.ts";
import { findCase } from "../request/scene.ts";
import { ownAccount } from "../request/own-account.ts";

const responseOf = ({ caseId, settings }: CaseDefinition): CaseResponse => ({
  status: 1,
  case_id: caseId,
  settings,
});

const put = async (context: Context<App>): Promise<Response> => {
  const caseId = caseIdSchema.safeParse(context.req.param("case_id"));
  if (!caseId.success) return refuse(context, failuresOf(caseId.error, "case_id"));
  const settings = caseSettings.safeParse(context.get("body"));
  if (!settings.success) return refuse(context, failuresOf(settings.error));
  const { account, stub } = ownAccount(context);
  const actor = context.get("principal").key.keyId;
  // Another isolate may have changed the case since it was last read here.
  forgetAccount(account);
  const before = await findCase(context.env, account, caseId.data);
  const defined: Result<CaseDefinition, Failure> = await stub.putCase(
    caseId.data,
    settings.data,
    actor,
    now(),
  );
  if (!defined.ok) return refuse(context, defined.error);
  forgetAccount(account);
  await caseModel(context.env, account, caseId.data).configure(
    settings.data,
    defined.value.revision,
  );
  const versions = before.ok ? [before.value.settings, settings.data] : [settings.data];
  // Also when the number stays: whoever sends it again may do so because this failed.
  if (versions.some(({ recommendation }) => recommendation.replicas > 1)) {
    await catalogOf(context.env, account, caseId.data).replicasChanged(now());
  }
  return context.json(responseOf(defined.value));
};

const get = async (context: Context<App>): Promise<Response> => {
  const { account } = ownAccount(context);
  const found = await findCase(context.env, account, context.req.param("case_id") ?? "");
  return found.ok ? context.json(responseOf(found.value)) : refuse(context, found.error);
};

const list = async (context: Context<App>): Promise<Response> => {
  const snapshot = await ownAccount(context).stub.snapshot();
  const cases = (snapshot?.cases ?? [])
    .filter(({ deleted }) => !deleted)
    .map(({ caseId, settings }) => ({ case_id: caseId, settings }));
  return context.json({ status: 1, cases });
};

/** Takes the case out of service first, then wipes what its objects hold. */
const remove = async (context: Context<App>): Promise<Response> => {
  const caseId = context.req.param("case_id") ?? "";
  if (!caseIdSchema.safeParse(caseId).success) {
    return refuse(context, NO_SUCH_CASE);
  }
  const { account, stub } = ownAccount(context);
  const removed = await stub.deleteCase(caseId, context.get("principal").key.keyId, now());
  if (!removed.ok) return refuse(context, removed.error);
  forgetAccount(account);
  await Promise.all(
    allLocations(removed.value.epochs).map((location) =>
      decisionShard(context.env, account, caseId, location).wipe(),
    ),
  );
  const deletion = deletionOf(removed.value);
  await caseModel(context.env, account, caseId).wipe(deletion);
  await catalogOf(context.env, account, caseId).wipe(deletion);
  await Promise.all(
    allCustomerShards().map((shard) =>
      forgetCaseIn(customerShardAt(context.env, account, shard), caseId, deletion),
    ),
  );
  await stub.caseWiped(caseId, deletion);
  return context.json({ status: 1 });
};

/** The cases of an account. */
export const cases = new Hono<App>()
  .get("/cases", door(["admin"], NO_BODY), list)
  .get("/cases/:case_id", door(["admin"], NO_BODY), get)
  .put("/cases/:case_id", door(["admin"], BODY_LIMIT_BYTES), put)
  .delete("/cases/:case_id", door(["admin"], NO_BODY), remove);
