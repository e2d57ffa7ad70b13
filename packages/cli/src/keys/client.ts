import { randomUUID } from "node:crypto";
import { createdKeyResponse, keyDescription } from "@nextmove/contract";
import type { CreatedKeyResponse, KeyDescription, KeyKind } from "@nextmove/contract";
import { z } from "zod";
import { call, type Deployment, failureOf } from "../call.ts";

/** Nothing that is asked here takes a server longer than a moment. */
const LIMIT_MS = 30_000;

const revokedResponse = z.object({ status: z.literal(1), ...keyDescription.shape });
const listResponse = z.object({ status: z.literal(1), keys: z.array(keyDescription) });

async function ask<Told>(
  deployment: Deployment,
  method: string,
  path: string,
  schema: z.ZodType<Told>,
  body?: object,
): Promise<Told> {
  const request = {
    method,
    headers: {
      "content-type": "application/json",
      // A key is told once: a client that lost the answer must be able to ask again for the same one.
      ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const send = () => call(deployment, path, request, LIMIT_MS);
  const answer = await send().catch(send);
  const response = schema.safeParse(answer.json);
  if (!response.success) throw failureOf(answer, deployment);
  return response.data;
}

/** Makes an account with its first admin key; `deployment.key` is the root key. */
export const bootstrap = (deployment: Deployment, account: string): Promise<CreatedKeyResponse> =>
  ask(deployment, "POST", "/v3/accounts", createdKeyResponse, { account });

export const createKey = (
  deployment: Deployment,
  request: { kind: KeyKind; mode: "live" | "test"; origins: string[] },
): Promise<CreatedKeyResponse> => ask(deployment, "POST", "/v3/keys", createdKeyResponse, request);

export const revokeKey = (deployment: Deployment, keyId: string): Promise<KeyDescription> =>
  ask(deployment, "DELETE", `/v3/keys/${encodeURIComponent(keyId)}`, revokedResponse);

export const listKeys = async (deployment: Deployment): Promise<KeyDescription[]> =>
  (await ask(deployment, "GET", "/v3/keys", listResponse)).keys;
