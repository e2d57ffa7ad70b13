import { sign as signJwt, verify as verifyJwt } from "hono/jwt";
import { deriveKey } from "./derived-keys.ts";

/** Long enough for a batch job's burst, short enough that a leaked token is soon worthless. */
export const ACCESS_TOKEN_LIFETIME_S = 900;
const ISSUER = "nextmove";
const AUDIENCE = "nextmove-api";

const secretOf = (root: string, account: string): string =>
  deriveKey(root, "access-token", account).toString("hex");

/** A JWT (RFC 7519, HS256) that stands for one API key until it expires or the key is revoked. */
export const issueAccessToken = (
  root: string,
  account: string,
  keyId: string,
  nowMs: number,
): Promise<string> => {
  const issuedAt = Math.floor(nowMs / 1000);
  return signJwt(
    {
      iss: ISSUER,
      aud: AUDIENCE,
      sub: account,
      key: keyId,
      iat: issuedAt,
      exp: issuedAt + ACCESS_TOKEN_LIFETIME_S,
    },
    secretOf(root, account),
    "HS256",
  );
};

/** The account a token claims, unverified: which account's key to check it with. */
export const claimedAccount = (token: string): string | null => {
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(token.split(".")[1] ?? "", "base64url").toString(),
    );
    const subject =
      typeof payload === "object" && payload !== null && "sub" in payload ? payload.sub : null;
    return typeof subject === "string" && /^[a-z0-9-]{1,32}$/.test(subject) ? subject : null;
  } catch {
    return null;
  }
};

/** The id of the API key a valid token stands for, or null. */
export const verifyAccessToken = async (
  root: string,
  account: string,
  token: string,
  nowMs: number,
): Promise<string | null> => {
  try {
    const payload = await verifyJwt(token, secretOf(root, account), {
      alg: "HS256",
      iss: ISSUER,
      aud: AUDIENCE,
      // Checked below, on the clock that everything else runs by.
      exp: false,
      iat: false,
    });
    if (typeof payload.exp !== "number" || payload.exp * 1000 <= nowMs) return null;
    return typeof payload["key"] === "string" ? payload["key"] : null;
  } catch {
    return null;
  }
};
