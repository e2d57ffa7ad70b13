import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { inTurns } from "./in-turns.ts";

const FEED = Buffer.from("id,title\n1,a\n".repeat(100_000));

async function* inPieces(length: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < FEED.length; at += length) yield FEED.subarray(at, at + length);
}

describe("inTurns", () => {
  it.each([100, 32 * 1024, FEED.length])(
    "lets others have a turn after some kB, whatever pieces of %i bytes it comes in",
    async (length) => {
      let turnsOfOthers = 0;
      const read: Uint8Array[] = [];
      const longest = { bytes: 0, now: 0 };
      const rest = () => {
        longest.now = 0;
        turnsOfOthers += 1;
        return setImmediate();
      };
      for await (const piece of inTurns(inPieces(length), rest)) {
        read.push(piece);
        longest.now += piece.byteLength;
        longest.bytes = Math.max(longest.bytes, longest.now);
      }
      expect(Buffer.concat(read).equals(FEED)).toBe(true);
      expect(longest.bytes).toBeLessThan(2 * 32 * 1024);
      // No more often than needed either: a rest takes about a millisecond.
      expect(turnsOfOthers).toBeLessThanOrEqual(FEED.length / (32 * 1024));
    },
  );
});
