import { sipHash } from "@nextmove/engine";
import { deriveKey } from "./derived-keys.ts";

/** Where the four words of a key begin, of 4 bytes each. */
const WORDS = [0, 4, 8, 12];

/**
 * Seeds a draw: the same for the same query, and nobody can search for an id that brings what they want. By a keyed
 * hash that is made for short messages: an HMAC takes as long as to rank two actions.
 *
 * @param query of one case and one kind of draw; the same id elsewhere draws something else
 */
export const drawSeed = (rootKey: string, account: string, ...query: readonly string[]): string => {
  const key = deriveKey(rootKey, "draw-seed", account);
  const words = WORDS.map((at) => key.readUInt32LE(at));
  return sipHash(words, JSON.stringify(query));
};
