import {
  caseId as caseIdSchema,
  type CatalogueOutcome,
  type TestCyclePeriod,
} from "@nextmove/contract";
import type { Context } from "hono";
import { readAccount } from "../../protocol/account/account-directory.ts";
import { now } from "../../clock.ts";
import type { App } from "./door.ts";
import { isSet } from "../../http/is-set.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { NO_SUCH_CASE } from "../../protocol/account/no-such-case.ts";
import { retainedEpochs } from "../../protocol/account/retained-epochs.ts";
import type { AccountSnapshot, CaseDefinition } from "../../protocol/account/snapshot.ts";
import type { CaseCall } from "../../protocol/decision-shard/calls.ts";
import { fail, ok, type Result } from "../../result.ts";
import { runningPeriod } from "../../test-cycle/assign-model.ts";
import type { Afterwards } from "../../protocol/shared-calls.ts";

const IDEMPOTENCY_KEY_LIMIT_CHARACTERS = 255;

/** What is fixed for one request: which account asks, for which case, and when. */
export interface Scene {
  env: Env;
  account: string;
  caseId: string;
  definition: CaseDefinition;
  call: CaseCall;
  publishable: boolean;
  /** What is decided goes to a browser, through a server of the shop or not: it gets a token. */
  forBrowser: boolean;
  idempotencyKey: string | undefined;
  /** Answer 404 to unknown queries instead of keeping what came for them. */
  strict: boolean;
  explain: boolean;
  /** The period by whose models the case decides now. */
  period: TestCyclePeriod | undefined;
  /** Whether the account has a test that runs or is planned. */
  tests: boolean;
  /** What outcomes are worth. */
  outcomes: readonly CatalogueOutcome[];
  /** Goes on with some work after the answer. */
  afterwards: Afterwards;
}

/** A live case as a snapshot has it, with the epochs that matter. */
const caseIn = (snapshot: AccountSnapshot | null, caseId: string): CaseDefinition | undefined => {
  const known = snapshot?.cases.find((each) => each.caseId === caseId && !each.deleted);
  return known && { ...known, epochs: retainedEpochs(known, now()) };
};

/** A live case of an account; read again when the remembered snapshot does not know it. */
export const findCase = async (
  env: Env,
  account: string,
  caseId: string,
): Promise<Result<CaseDefinition, Failure>> => {
  const has = (snapshot: AccountSnapshot) => caseIn(snapshot, caseId) !== undefined;
  const mayExist = caseIdSchema.safeParse(caseId).success;
  const snapshot = mayExist ? await readAccount(env, account, now(), has) : null;
  const known = caseIn(snapshot, caseId);
  return known ? ok(known) : fail(NO_SUCH_CASE);
};

/** Looks up the case of a request and what the request says beside its body. */
export const enterCase = async (context: Context<App>): Promise<Result<Scene, Failure>> => {
  const { account, key } = context.get("principal");
  const caseId = context.req.param("case_id") ?? "";
  // As a rule what the key was found in knows the case, too.
  const known = caseIn(account, caseId);
  const found = known ? ok(known) : await findCase(context.env, account.account, caseId);
  if (!found.ok) return found;
  const definition = found.value;
  const idempotencyKey = context.req.header("idempotency-key");
  if (idempotencyKey && idempotencyKey.length > IDEMPOTENCY_KEY_LIMIT_CHARACTERS) {
    return fail(
      failure(
        "invalid_body",
        `Idempotency-Key exceeds ${IDEMPOTENCY_KEY_LIMIT_CHARACTERS} characters`,
      ),
    );
  }
  const publishable = key.kind === "publishable";
  const forBrowser = publishable || isSet(context, "token");
  const at = now();
  return ok({
    env: context.env,
    account: account.account,
    caseId,
    definition,
    call: {
      settings: definition.settings,
      newestEpoch: definition.epochs.at(-1)?.epoch ?? 0,
      publishable,
      forBrowser,
      now: at,
      requestId: context.get("requestId"),
    },
    publishable,
    forBrowser,
    idempotencyKey: idempotencyKey || undefined,
    strict: definition.settings.strict || isSet(context, "strict"),
    explain: isSet(context, "explain") && !publishable,
    period: runningPeriod(account.periods, caseId, at),
    tests: account.periods.length > 0,
    outcomes: account.outcomes,
    afterwards: (work) => context.executionCtx.waitUntil(work),
  });
};
