import { sipHash } from "@nextmove/engine";
import { deriveKey } from "./derived-keys.ts";

const WORD_BYTES = 4;

/** As `sipHash` takes them, by the key they are from: an account's does not change. */
const words = new WeakMap<Buffer, readonly number[]>();

const wordsOf = (key: Buffer): readonly number[] => {
  const known = words.get(key);
  if (known) return known;
  const read = [0, 1, 2, 3].map((word) => key.readUInt32LE(WORD_BYTES * word));
  words.set(key, read);
  return read;
};

/**
 * Seeds a draw: the same for the same query, and nobody can search for an id that brings what they want. By a keyed
 * hash that is made for short messages: an HMAC takes as long as to rank two actions.
 *
 * @param query of one case and one kind of draw; the same id elsewhere draws something else
 */
export const drawSeed = (rootKey: string, account: string, ...query: readonly string[]): string =>
  sipHash(wordsOf(deriveKey(rootKey, "draw-seed", account)), JSON.stringify(query));
