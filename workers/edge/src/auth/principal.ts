import type { KeyKind } from "@nextmove/contract";
import { fail, ok, type Result } from "../result.ts";
import { failure, type Failure } from "../http/problems.ts";
import type { AccountSnapshot, StoredKey } from "../protocol/account/snapshot.ts";
import { claimedAccount, verifyAccessToken } from "./access-token.ts";
import { readAccount } from "../protocol/account/account-directory.ts";
import { accountOf, hashOfKey, sameHash } from "./api-key.ts";

/** Who asks: the account comes from the key alone. */
export interface Principal {
  account: AccountSnapshot;
  key: StoredKey;
}

/** What a request offers to prove whose it is. `exposed`: it came in the URL or the body. */
interface Credential {
  text: string;
  exposed: boolean;
}

/**
 * Finds the credential: `Authorization: Bearer`, `X-API-Key`, then `?key=` and the body's `key`,
 * which are for publishable keys only.
 */
export const credentialOf = (request: Request, body: unknown): Credential | null => {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const header = bearer ?? request.headers.get("x-api-key");
  if (header) return { text: header, exposed: false };
  const query = new URL(request.url).searchParams.get("key");
  if (query) return { text: query, exposed: true };
  const field = typeof body === "object" && body !== null && "key" in body ? body.key : null;
  return typeof field === "string" && field ? { text: field, exposed: true } : null;
};

const isActive = (key: StoredKey): boolean => key.revokedAt === null;

/** The active key a text is, or the one an access token stands for. */
export const findKey = async (
  env: Env,
  credential: string,
  nowMs: number,
): Promise<Principal | null> => {
  const account = accountOf(credential);
  if (account) {
    const { hash, remember } = hashOfKey(credential);
    const matches = (key: StoredKey) => isActive(key) && sameHash(key.hash, hash);
    const snapshot = await readAccount(env, account, nowMs, ({ keys }) => keys.some(matches));
    const key = snapshot?.keys.find(matches);
    if (!snapshot || !key) return null;
    remember();
    return { account: snapshot, key };
  }
  const claimed = claimedAccount(credential);
  if (!claimed) return null;
  const keyId = await verifyAccessToken(env.NEXTMOVE_ROOT_KEY, claimed, credential, nowMs);
  if (!keyId) return null;
  const snapshot = await readAccount(env, claimed, nowMs, ({ keys }) =>
    keys.some((key) => key.keyId === keyId),
  );
  const key = snapshot?.keys.find((candidate) => candidate.keyId === keyId && isActive(candidate));
  return snapshot && key ? { account: snapshot, key } : null;
};

/** Checks what a request offers against the kinds of key a route is for. */
export const authenticate = async (
  env: Env,
  request: Request,
  credential: Credential | null,
  kinds: readonly KeyKind[],
  nowMs: number,
): Promise<Result<Principal, Failure>> => {
  if (!credential) return fail(failure("unauthorized", "send an API key"));
  const principal = await findKey(env, credential.text, nowMs);
  if (!principal) return fail(failure("unauthorized", "the key is unknown, expired or revoked"));
  const { kind, origins } = principal.key;
  if (credential.exposed && kind !== "publishable") {
    return fail(
      failure(
        "unauthorized",
        `keys of the kind ${kind} are accepted in a header only; this one is now exposed`,
      ),
    );
  }
  if (!kinds.includes(kind)) {
    return fail(failure("forbidden", `this route is for keys of the kind ${kinds.join(" or ")}`));
  }
  if (kind === "publishable" && !origins.includes("*")) {
    const origin = request.headers.get("origin");
    if (!origin || !origins.includes(origin)) {
      return fail(
        failure("origin_refused", `the key is not for ${origin ?? "requests without an origin"}`),
      );
    }
  }
  return ok(principal);
};
