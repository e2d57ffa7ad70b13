import { type TestCyclePeriod } from "@nextmove/contract";
import type { Context } from "hono";
import { readAccount } from "../../auth/account-directory.ts";
import { now } from "../../clock.ts";
import type { App } from "../../http/door.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import { ownAccount } from "../admin/own-account.ts";

const pick = (periods: readonly TestCyclePeriod[] | undefined, id: string | undefined) =>
  periods?.find(({ periodId }) => periodId === id);

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

/** The period of the path as the isolate knows it: for what is asked often. */
export const rememberedPeriod = async (
  context: Context<App>,
): Promise<Result<TestCyclePeriod, Failure>> => {
  const { account } = ownAccount(context);
  const id = context.req.param("period_id");
  const snapshot = await readAccount(
    context.env,
    account,
    now(),
    ({ periods }) => pick(periods, id) !== undefined,
  );
  const found = pick(snapshot?.periods, id);
  // What is over is not in the snapshot.
  return found ? ok(found) : findPeriod(context);
};
