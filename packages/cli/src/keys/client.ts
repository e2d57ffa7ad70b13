import { randomUUID } from "node:crypto";
import { createdKeyResponse, keyDescription, problemResponse } from "@nextmove/contract";
import type { CreatedKeyResponse, KeyDescription, KeyKind } from "@nextmove/contract";
import { z } from "zod";
import { CommandFailure } from "../failure.ts";

/** Where the deployment is, and the key that may change it. */
export interface Deployment {
  url: string;
  key: string;
  /** The environment variable the key was taken from. */
  variable: string;
}

const revokedResponse = z.object({ status: z.literal(1), ...keyDescription.shape });
const listResponse = z.object({ status: z.literal(1), keys: z.array(keyDescription) });

async function call<Answer>(
  { url, key, variable }: Deployment,
  method: string,
  path: string,
  schema: z.ZodType<Answer>,
  body?: object,
): Promise<Answer> {
  const request = {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      // A key is told once: whose answer is lost must be able to ask again for the same one.
      ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const send = () => fetch(new URL(path, url), request);
  const response = await send()
    .catch(send)
    .catch(() => {
      throw new CommandFailure(`nothing answers at ${url}`);
    });
  const answer: unknown = await response.json().catch(() => undefined);
  const refused = problemResponse.safeParse(answer);
  if (refused.success) {
    const { code, message, path: place } = refused.data.error;
    // A key is always sent: "send the root key" would mislead.
    if (code === "unauthorized") {
      throw new CommandFailure(`${code}: the key in ${variable} is wrong, expired or revoked`);
    }
    throw new CommandFailure(`${code}: ${message}${place === undefined ? "" : ` (${place})`}`);
  }
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new CommandFailure(`${url} is no Nextmove (HTTP ${response.status})`);
  return parsed.data;
}

/** Makes an account with its first admin key; `deployment.key` is the root key. */
export const bootstrap = (deployment: Deployment, account: string): Promise<CreatedKeyResponse> =>
  call(deployment, "POST", "/v3/accounts", createdKeyResponse, { account });

export const createKey = (
  deployment: Deployment,
  request: { kind: KeyKind; mode: "live" | "test"; origins: string[] },
): Promise<CreatedKeyResponse> => call(deployment, "POST", "/v3/keys", createdKeyResponse, request);

export const revokeKey = (deployment: Deployment, keyId: string): Promise<KeyDescription> =>
  call(deployment, "DELETE", `/v3/keys/${encodeURIComponent(keyId)}`, revokedResponse);

export const listKeys = async (deployment: Deployment): Promise<KeyDescription[]> =>
  (await call(deployment, "GET", "/v3/keys", listResponse)).keys;
