import { z } from "zod";
import { accountId } from "../identifiers.ts";
import { keyKind } from "../key-kind.ts";

/** A web origin as browsers send it: scheme, host, port, nothing else. */
export const origin = z
  .url()
  .max(256)
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    "must be an origin such as https://shop.example",
  );

/** `POST /v3/keys`. `origins` is for publishable keys: an empty list refuses every page. */
export const createKeyRequest = z.strictObject({
  kind: keyKind,
  mode: z.enum(["live", "test"]).default("live"),
  origins: z.array(origin).max(50).default([]),
});
export type CreateKeyRequest = z.output<typeof createKeyRequest>;

/** A key as the operator sees it; the key itself is shown once, when it is made. */
export const keyDescription = z.object({
  key_id: z.string(),
  kind: keyKind,
  mode: z.enum(["live", "test"]),
  origins: z.array(z.string()),
  created_at: z.iso.datetime(),
  revoked_at: z.iso.datetime().nullable(),
});
export type KeyDescription = z.infer<typeof keyDescription>;

/** Answer of `POST /v3/keys` and `POST /v3/accounts`: the only time the key is shown. */
export const createdKeyResponse = z.object({
  status: z.literal(1),
  key: z.string(),
  ...keyDescription.shape,
});
export type CreatedKeyResponse = z.infer<typeof createdKeyResponse>;

/** `POST /v3/accounts`, authorised by the root key: makes an account and its first admin key. */
export const bootstrapRequest = z.strictObject({ account: accountId });
