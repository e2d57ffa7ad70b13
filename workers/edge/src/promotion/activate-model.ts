import { LIVE_MODEL, type TestCyclePeriod } from "@nextmove/contract";
import { forgetAccount } from "../protocol/account/account-directory.ts";
import type { Failure } from "../http/problems.ts";
import { modelSettingsOf } from "./model-settings.ts";
import type { AccountSnapshot, CaseDefinition } from "../protocol/account/snapshot.ts";
import { NO_SUCH_CASE } from "../protocol/account/no-such-case.ts";
import { accountName } from "../protocol/names.ts";
import { caseModel } from "../protocol/case-model/stub.ts";
import { fail, ok, type Result } from "../result.ts";

/** A case as it is now, whatever isolates remember of it, with its periods that are not over. */
export interface ComparedCase {
  definition: CaseDefinition;
  periods: TestCyclePeriod[];
}

/** Reads a case with its periods. */
export const readComparedCase = async (
  env: Env,
  account: string,
  caseId: string,
): Promise<Result<ComparedCase, Failure>> => {
  const snapshot: AccountSnapshot | null = await env.ACCOUNT.getByName(
    accountName(account),
  ).snapshot();
  const definition = snapshot?.cases.find((each) => each.caseId === caseId && !each.deleted);
  if (!snapshot || !definition) return fail(NO_SUCH_CASE);
  return ok({
    definition,
    periods: snapshot.periods.filter((period) => period.caseId === caseId),
  });
};

interface Asked {
  model: string;
  /** Also when live goes on from this version already. */
  again: boolean;
  /** Key id, or what else did it, for the audit log. */
  actor: string;
  now: number;
}

/**
 * Lets a case's live model go on from a version, as the version decided: the case's settings follow its
 * exploration and policy. May be repeated until it succeeds.
 *
 * @returns the id under which what was live is kept; null when nothing had to be done: it went on from
 *   this version already, or the model is live itself
 */
export const activateModel = async (
  env: Env,
  account: string,
  { definition: { caseId, settings }, periods }: ComparedCase,
  { model, again, actor, now }: Asked,
): Promise<Result<string | null, Failure>> => {
  if (model === LIVE_MODEL) return ok(null);
  const ofCase = caseModel(env, account, caseId);
  const done = await ofCase.activate(
    {
      id: model,
      again,
      replacing: modelSettingsOf(settings),
      keep: periods.flatMap(({ models }) => models.map(({ modelId }) => modelId)),
    },
    now,
  );
  if (!done.ok) return done;
  const { version, replaced, isSettled } = done.value;
  if (!isSettled) {
    const stub = env.ACCOUNT.getByName(accountName(account));
    const followed = await stub.followModel(caseId, version.settings, actor, now);
    forgetAccount(account);
    if (!followed.ok) return followed;
    await ofCase.settled(version.id);
  }
  return ok(replaced);
};
