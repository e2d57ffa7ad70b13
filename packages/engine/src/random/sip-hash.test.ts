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
