import type { Promotion, TestCyclePeriod } from "@nextmove/contract";
import type { Failure } from "../http/problems.ts";
import { ok, type Result } from "../result.ts";
import { activateModel, readComparedCase } from "./activate-model.ts";
import { accountName } from "../protocol/names.ts";

interface Asked {
  modelId: string;
  isAutomatic: boolean;
  /** Key id, or what else did it, for the audit log. */
  actor: string;
  now: number;
}

interface Promoted {
  promoted: Promotion;
  /** The period's case decides by it from now on; false: it is no version of that case's model. */
  isLive: boolean;
}

/** Lets the case of a period go on from a model, if it has it. */
const goLive = async (
  env: Env,
  account: string,
  { caseId }: TestCyclePeriod,
  { modelId, actor, now }: Asked,
): Promise<Result<boolean, Failure>> => {
  if (caseId === undefined) return ok(false);
  const found = await readComparedCase(env, account, caseId);
  if (!found.ok) return ok(false);
  const asked = { model: modelId, again: false, actor, now };
  const done = await activateModel(env, account, found.value, asked);
  if (done.ok) return ok(true);
  // A model that is the shop's own stays where it is.
  return done.error.code === "unknown_model" ? ok(false) : done;
};

/** Makes a model of a period the one to go on with. May be repeated until it succeeds. */
export const promote = async (
  env: Env,
  account: string,
  period: TestCyclePeriod,
  asked: Asked,
): Promise<Result<Promoted, Failure>> => {
  const live = await goLive(env, account, period, asked);
  if (!live.ok) return live;
  const { modelId, isAutomatic, actor, now } = asked;
  const promoted: Promotion =
    period.promoted?.modelId === modelId
      ? period.promoted
      : { modelId, at: new Date(now).toISOString(), isAutomatic };
  const stub = env.ACCOUNT.getByName(accountName(account));
  await stub.notePromotion(period.periodId, promoted, actor, now);
  return ok({ promoted, isLive: live.value });
};
