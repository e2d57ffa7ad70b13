import {
  type CatalogueOutcome,
  outcomesRequestLike,
  type OutcomesResponse,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { forgetAccount } from "../../protocol/account/account-directory.ts";
import { now } from "../../clock.ts";
import { type App, door, NO_BODY } from "../request/door.ts";
import { type Failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";
import type { Result } from "../../result.ts";
import { ownAccount } from "../request/own-account.ts";

const answer = (context: Context<App>, outcomes: CatalogueOutcome[]): Response =>
  context.json({ status: 1, outcomes } satisfies OutcomesResponse);

const get = async (context: Context<App>): Promise<Response> =>
  answer(context, await ownAccount(context).stub.outcomes());

const put = async (context: Context<App>): Promise<Response> => {
  const request = outcomesRequestLike(context.get("body")).safeParse(context.get("body"));
  if (!request.success) return refuse(context, failuresOf(request.error));
  const { account, stub } = ownAccount(context);
  const actor = context.get("principal").key.keyId;
  const stored: Result<CatalogueOutcome[], Failure> = await stub.putOutcomes(
    request.data,
    actor,
    now(),
  );
  forgetAccount(account);
  return stored.ok ? answer(context, stored.value) : refuse(context, stored.error);
};

/** An outcome that is not there is gone already: the same answer. */
const remove = async (context: Context<App>): Promise<Response> => {
  const { account, stub } = ownAccount(context);
  const actor = context.get("principal").key.keyId;
  const left = await stub.deleteOutcome(context.req.param("outcome_id") ?? "", actor, now());
  forgetAccount(account);
  return answer(context, left);
};

/** As many entries as there may be, with long names. */
const CATALOGUE_LIMIT_BYTES = 256 * 1024;

/** What outcomes are, and what they are worth when they do not say. */
export const outcomes = new Hono<App>()
  .get("/test-cycle/outcomes", door(["admin"], NO_BODY), get)
  .put("/test-cycle/outcomes", door(["admin"], CATALOGUE_LIMIT_BYTES), put)
  .delete("/test-cycle/outcomes/:outcome_id", door(["admin"], NO_BODY), remove);
