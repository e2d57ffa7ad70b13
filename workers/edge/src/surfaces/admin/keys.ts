import {
  BODY_LIMIT_BYTES,
  bootstrapRequest,
  type CreatedKeyResponse,
  createKeyRequest,
  type KeyDescription,
} from "@nextmove/contract";
import { type Context, Hono } from "hono";
import { forgetAccount } from "../../protocol/account/account-directory.ts";
import { hashKey, sameHash } from "../../auth/api-key.ts";
import { credentialOf } from "../../auth/principal.ts";
import { now } from "../../clock.ts";
import { type App, door, NO_BODY } from "../request/door.ts";
import { readJson } from "../../http/json-body.ts";
import { failure, failuresOf } from "../../http/problems.ts";
import { markReplay, refuse } from "../../http/respond.ts";
import type { MadeKey, StoredKey } from "../../protocol/account/snapshot.ts";
import { accountName } from "../../protocol/names.ts";
import { ownAccount } from "../request/own-account.ts";

const describe = (key: StoredKey): KeyDescription => ({
  key_id: key.keyId,
  kind: key.kind,
  mode: key.mode,
  origins: key.origins,
  created_at: new Date(key.createdAt).toISOString(),
  revoked_at: key.revokedAt === null ? null : new Date(key.revokedAt).toISOString(),
});

const created = (context: Context, { key, stored, replay }: MadeKey): Response => {
  markReplay(context, replay);
  return context.json({ status: 1, key, ...describe(stored) } satisfies CreatedKeyResponse, 201);
};

const idempotencyKeyOf = (context: Context): string | undefined =>
  context.req.header("idempotency-key");

const isRoot = (context: Context<App>): boolean => {
  const credential = credentialOf(context.req.raw, undefined);
  return (
    credential !== null &&
    !credential.exposed &&
    // Hashed first: the comparison then says nothing of the key's length.
    sameHash(hashKey(credential.text), hashKey(context.env.NEXTMOVE_ROOT_KEY))
  );
};

/** Makes an account with its first admin key; authorised by the root key alone. */
const bootstrap = async (context: Context<App>): Promise<Response> => {
  if (!isRoot(context)) return refuse(context, failure("unauthorized", "send the root key"));
  const body = await readJson(context.req.raw, BODY_LIMIT_BYTES);
  if (!body.ok) return refuse(context, body.error);
  const request = bootstrapRequest.safeParse(body.value);
  if (!request.success) return refuse(context, failuresOf(request.error));
  const { account } = request.data;
  const made = await context.env.ACCOUNT.getByName(accountName(account)).bootstrap(
    now(),
    idempotencyKeyOf(context),
  );
  forgetAccount(account);
  return made.ok ? created(context, made.value) : refuse(context, made.error);
};

const create = async (context: Context<App>): Promise<Response> => {
  const request = createKeyRequest.safeParse(context.get("body"));
  if (!request.success) return refuse(context, failuresOf(request.error));
  const { account, stub } = ownAccount(context);
  const actor = context.get("principal").key.keyId;
  const made = await stub.createKey(request.data, actor, now(), idempotencyKeyOf(context));
  forgetAccount(account);
  return made.ok ? created(context, made.value) : refuse(context, made.error);
};

const list = async (context: Context<App>): Promise<Response> => {
  const snapshot = await ownAccount(context).stub.snapshot();
  return context.json({ status: 1, keys: (snapshot?.keys ?? []).map(describe) });
};

const revoke = async (context: Context<App>): Promise<Response> => {
  const { account, stub } = ownAccount(context);
  const keyId = context.req.param("key_id") ?? "";
  const revoked = await stub.revokeKey(keyId, context.get("principal").key.keyId, now());
  forgetAccount(account);
  return revoked.ok
    ? context.json({ status: 1, ...describe(revoked.value) })
    : refuse(context, revoked.error);
};

/** Accounts and their keys. */
export const keys = new Hono<App>()
  .post("/accounts", bootstrap)
  .get("/keys", door(["admin"], NO_BODY), list)
  .post("/keys", door(["admin"], BODY_LIMIT_BYTES), create)
  .delete("/keys/:key_id", door(["admin"], NO_BODY), revoke);
