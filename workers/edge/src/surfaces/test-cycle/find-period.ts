import { type TestCyclePeriod } from "@nextmove/contract";
import type { Context } from "hono";
import { readAccount } from "../../protocol/account/account-directory.ts";
import type { App } from "../request/door.ts";
import { failure, type Failure } from "../../http/problems.ts";
import type { AccountSnapshot } from "../../protocol/account/snapshot.ts";
import { fail, ok, type Result } from "../../result.ts";
import { isRunning } from "../../test-cycle/assign-model.ts";
import { ownAccount } from "../request/own-account.ts";

const pick = (periods: readonly TestCyclePeriod[], id: string | undefined) =>
  periods.find(({ periodId }) => periodId === id);

const unknown = fail(
  failure(
    "unknown_period",
    "this account has no such period; PUT /v3/test-cycle/periods/{period_id} makes one",
  ),
);

/** The period of the path, as it is now. */
export const findPeriod = async (
  context: Context<App>,
): Promise<Result<TestCyclePeriod, Failure>> => {
  const periods: TestCyclePeriod[] = await ownAccount(context).stub.periods();
  const found = pick(periods, context.req.param("period_id"));
  return found ? ok(found) : unknown;
};

const closed = fail(failure("period_closed", "the period has not begun, or is over"));

/**
 * A period that runs, as the isolate knows it: for what pages ask often, also about periods that are over,
 * or never were, when an old tag was left in them. At most one call to the account a second.
 */
export const rememberedPeriod = async (
  env: Env,
  account: string,
  id: string,
  at: number,
): Promise<Result<TestCyclePeriod, Failure>> => {
  const isPast = ({ pastPeriods }: AccountSnapshot) =>
    pastPeriods.some(({ periodId }) => periodId === id);
  const isKnown = (snapshot: AccountSnapshot) =>
    pick(snapshot.periods, id) !== undefined || isPast(snapshot);
  const snapshot = await readAccount(env, account, at, isKnown);
  if (!snapshot || !isKnown(snapshot)) return unknown;
  const found = pick(snapshot.periods, id);
  return found && isRunning(found, at) ? ok(found) : closed;
};
