import { timingSafeEqual } from "node:crypto";
import { deriveKey, sign } from "./derived-keys.ts";

/** Names the key a token was made with, so that the root key can be rotated. */
const KEY_ID = "1";

interface Subject {
  account: string;
  caseId: string;
  queryId: string;
}

// JSON keeps the parts apart: a query id may hold any separator.
const signatureOf = (root: string, { account, caseId, queryId }: Subject): Buffer =>
  sign(
    deriveKey(root, "decision-token", account),
    JSON.stringify([account, caseId, queryId]),
  ).subarray(0, 16);

/**
 * The proof that this account decided this query: a publishable key needs it to select or reward.
 * It does not expire by itself; the reward window does that.
 */
export const signDecision = (root: string, subject: Subject): string =>
  `${KEY_ID}.${signatureOf(root, subject).toString("base64url")}`;

export const verifyDecision = (
  root: string,
  subject: Subject,
  token: string | undefined,
): boolean => {
  const [keyId, signature, ...rest] = (token ?? "").split(".");
  if (keyId !== KEY_ID || !signature || rest.length > 0) return false;
  const expected = signatureOf(root, subject);
  const given = Buffer.from(signature, "base64url");
  return given.length === expected.length && timingSafeEqual(given, expected);
};
