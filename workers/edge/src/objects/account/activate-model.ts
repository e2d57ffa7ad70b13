import {
  type CaseSettings,
  LIVE_MODEL,
  type ModelSettings,
  type TestCyclePeriod,
} from "@nextmove/contract";
import { forgetAccount } from "../../auth/account-directory.ts";
import { failure, type Failure } from "../../http/problems.ts";
import type { AccountSnapshot, CaseDefinition } from "./snapshot.ts";
import { accountName } from "../names.ts";
import { caseModel } from "../stubs.ts";
import { fail, ok, type Result } from "../../result.ts";

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
  if (!snapshot || !definition)
    return fail(failure("unknown_case", "this account has no such case"));
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
    await stub.putCase(caseId, withModelSettings(settings, version.settings), actor, now);
    forgetAccount(account);
    await ofCase.settled(version.id);
  }
  return ok(replaced);
};
