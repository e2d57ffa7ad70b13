import { createHash } from "node:crypto";

/** SHA-256 of JSON values: what is stored of an Idempotency-Key, and of what came under it. */
export const digestOf = (...values: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(values)).digest("base64url");
