import fc from "fast-check";
import { expect, it } from "vitest";
import { sipHash } from "./sip-hash.ts";

/** The key and the messages of the reference implementation's test: bytes that count from 0. */
const KEY = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c];
const counted = (bytes: number): string =>
  Buffer.from(Array.from({ length: bytes }, (_, byte) => byte)).toString("utf16le");

it.each([
  [0, "310e0edd47db6f72"],
  [2, "5a4fa9d909806c0d"],
  [4, "b7877127e09427cf"],
  [6, "cee3fe586e46c9cb"],
  [8, "6224939a79f5f593"],
  [14, "eef27a8e90ca23f7"],
  [16, "db9bc2577fcc2a3f"],
  [30, "28ef495c53a387ad"],
  [62, "575ff28e60381be5"],
])("is the reference's of %i bytes", (bytes, expected) => {
  const lowestFirst = Buffer.from(sipHash(KEY, counted(bytes)), "hex").reverse();
  expect(lowestFirst.toString("hex")).toBe(expected);
});

const MASK = 2n ** 64n - 1n;
const rotated = (value: bigint, by: bigint): bigint =>
  ((value << by) | (value >> (64n - by))) & MASK;

/** The paper's own words, in numbers of 64 bits. */
const inWholeWords = (key: readonly number[], text: string): bigint => {
  const [k0, k1, k2, k3] = key.map(BigInt) as [bigint, bigint, bigint, bigint];
  const [first, second] = [k0 | (k1 << 32n), k2 | (k3 << 32n)];
  let v0 = first ^ 0x736f6d6570736575n;
  let v1 = second ^ 0x646f72616e646f6dn;
  let v2 = first ^ 0x6c7967656e657261n;
  let v3 = second ^ 0x7465646279746573n;
  const rounds = (count: number): void => {
    for (let i = 0; i < count; i++) {
      v0 = (v0 + v1) & MASK;
      v1 = rotated(v1, 13n) ^ v0;
      v0 = rotated(v0, 32n);
      v2 = (v2 + v3) & MASK;
      v3 = rotated(v3, 16n) ^ v2;
      v0 = (v0 + v3) & MASK;
      v3 = rotated(v3, 21n) ^ v0;
      v2 = (v2 + v1) & MASK;
      v1 = rotated(v1, 17n) ^ v2;
      v2 = rotated(v2, 32n);
    }
  };
  const bytes = Buffer.from(text, "utf16le");
  const padded = Buffer.alloc(8 * (Math.floor(bytes.length / 8) + 1));
  bytes.copy(padded);
  padded[padded.length - 1] = bytes.length % 256;
  for (let at = 0; at < padded.length; at += 8) {
    const word = padded.readBigUInt64LE(at);
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
  v2 ^= 0xffn;
  rounds(4);
  return v0 ^ v1 ^ v2 ^ v3;
};

it("is the same in halves as in whole words, for any key and length", () => {
  const word = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 0x80000000, 0xffffffff));
  const key = fc.array(word, { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(key, fc.string({ unit: "binary", maxLength: 300 }), (words, text) => {
      expect(sipHash(words, text)).toBe(inWholeWords(words, text).toString(16).padStart(16, "0"));
    }),
  );
});
