import { hkdfSync } from "node:crypto";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { Latest } from "../latest.ts";

/** What the keys derived from the root key are for; each purpose has its own. */
type Purpose = "draw" | "draw-seed" | "assignment" | "decision-token" | "access-token" | "api-key";

/** 128 bits as hexadecimal digits. */
const ROOT_KEY_CHARACTERS = 32;
/** Anybody can name accounts in tokens they made up, so what is remembered has a bound. */
const REMEMBERED_KEYS = 2_000;

// HKDF per request would cost more than the decision; the root key does not change in an isolate.
const derived = new Latest<string, Buffer>(REMEMBERED_KEYS);

/**
 * A 32-byte key for one purpose and account, by HKDF-SHA-256 (RFC 5869) from the root key.
 */
export const deriveKey = (root: string, purpose: Purpose, account: string): Buffer => {
  const info = `nextmove/1/${purpose}/${account}`;
  const id = `${root}\0${info}`;
  const known = derived.get(id);
  if (known) return known;
  // A short root key could be guessed, and with it every token be forged: answer nothing at all.
  if (root.length < ROOT_KEY_CHARACTERS) {
    throw new Error(`NEXTMOVE_ROOT_KEY must have at least ${ROOT_KEY_CHARACTERS} characters`);
  }
  const key = Buffer.from(hkdfSync("sha256", root, "", info, 32));
  derived.set(id, key);
  return key;
};

type Hmac = ReturnType<typeof hmac.create>;

/** HMACs that have taken their key and no message yet, each with one for the message in hand. */
const keyed = new WeakMap<Buffer, { fresh: Hmac; used: Hmac }>();

const keyedWith = (key: Buffer): { fresh: Hmac; used: Hmac } => {
  const known = keyed.get(key);
  if (known) return known;
  const fresh = hmac.create(sha256, key);
  const pair = { fresh, used: hmac.create(sha256, key) };
  keyed.set(key, pair);
  return pair;
};

const utf8 = new TextEncoder();

/**
 * HMAC-SHA-256, 32 bytes. Not by `node:crypto`, whose Hmac is a stream: to set one up takes longer than
 * to hash a message as short as ours.
 */
export const sign = (key: Buffer, message: string): Buffer => {
  const { fresh, used } = keyedWith(key);
  // Into one that is there: `clone` makes six objects for each message.
  const digest = fresh._cloneInto(used).update(utf8.encode(message)).digest();
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength);
};
