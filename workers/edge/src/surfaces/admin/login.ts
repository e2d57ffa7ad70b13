import { BODY_LIMIT_BYTES, loginRequest, type LoginResponse } from "@nextmove/contract";
import { Hono } from "hono";
import { ACCESS_TOKEN_LIFETIME_S, issueAccessToken } from "../../auth/access-token.ts";
import { findKey } from "../../auth/principal.ts";
import { now } from "../../clock.ts";
import type { App } from "../request/door.ts";
import { isGuessing } from "../request/rate.ts";
import { readJson } from "../../http/json-body.ts";
import { failure, failuresOf } from "../../http/problems.ts";
import { refuse } from "../../http/respond.ts";

/** Trades an API key for a short-lived token. */
export const login = new Hono<App>().post("/auth/login", async (context) => {
  const body = await readJson(context.req.raw, BODY_LIMIT_BYTES);
  if (!body.ok) return refuse(context, body.error);
  const request = loginRequest.safeParse(body.value);
  if (!request.success) return refuse(context, failuresOf(request.error));
  const { client_id, api_key } = request.data;
  if (await isGuessing(context.env, context.req.raw, api_key)) {
    return refuse(context, failure("rate_limited", "too many keys of unknown accounts"));
  }
  const principal = await findKey(context.env, api_key, now());
  if (principal?.account.account !== client_id) {
    return refuse(context, failure("unauthorized", "client_id and api_key do not match"));
  }
  // It is public and bounded by its origins; a token would carry it past them.
  if (principal.key.kind === "publishable") {
    const message = "a publishable key gets no token: send it with each request";
    return refuse(context, failure("unauthorized", message));
  }
  const token = await issueAccessToken(
    context.env.NEXTMOVE_ROOT_KEY,
    client_id,
    principal.key.keyId,
    now(),
  );
  return context.json({
    status: 1,
    access_token: token,
    token_type: "Bearer",
    expires_in: ACCESS_TOKEN_LIFETIME_S,
  } satisfies LoginResponse);
});
