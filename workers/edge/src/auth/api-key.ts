import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { KeyKind } from "@nextmove/contract";

const PREFIX: Record<KeyKind, string> = { secret: "sk", publishable: "pk", admin: "ak" };

// The development keys (sk_test_demo) have no secret part; outside development nothing has their hash.
const PATTERN = /^(?:sk|pk|ak)_(?:live|test)_([a-z0-9-]{1,32})(?:_[A-Za-z0-9]{1,64})?$/;

/** The account a key names, or null when the text is no key. Says nothing of whether it is valid. */
export const accountOf = (key: string): string | null => PATTERN.exec(key)?.[1] ?? null;

/** Of a key: 160 bits. */
const SECRET_BYTES = 20;

/**
 * A new key.
 *
 * @param secret of at least 20 bytes, of which 20 are used; without it they are random
 */
export const generateKey = (
  kind: KeyKind,
  mode: "live" | "test",
  account: string,
  secret: Buffer = randomBytes(SECRET_BYTES),
): string =>
  `${PREFIX[kind]}_${mode}_${account}_${secret.subarray(0, SECRET_BYTES).toString("hex")}`;

/** What is stored of a key. The secret is random, so a plain hash is enough. */
export const hashKey = (key: string): string => createHash("sha256").update(key).digest("hex");

const CHARACTERS = new TextEncoder();
/** Hashes as bytes: those of stored keys are compared with every request. */
const bytesOf = new Map<string, Uint8Array>();
const REMEMBERED_HASHES = 1_000;

const remembered = (hash: string): Uint8Array => {
  const known = bytesOf.get(hash);
  if (known) return known;
  const bytes = CHARACTERS.encode(hash);
  if (bytesOf.size >= REMEMBERED_HASHES) bytesOf.clear();
  bytesOf.set(hash, bytes);
  return bytes;
};

/** Hashes of keys that were found valid, so that the next request with the same key needs no SHA-256. */
const hashOf = new Map<string, string>();

/** The hash of a key, remembered once the caller says that the key is good. */
export const hashOfKey = (key: string): { hash: string; remember: () => void } => {
  const hash = hashOf.get(key) ?? hashKey(key);
  return {
    hash,
    remember() {
      if (hashOf.size >= REMEMBERED_HASHES) hashOf.clear();
      hashOf.set(key, hash);
    },
  };
};

/** Compares two hashes in constant time. */
export const sameHash = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(remembered(left), remembered(right));
