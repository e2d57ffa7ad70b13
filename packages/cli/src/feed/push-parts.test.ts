import type { FeedPartResponse, FeedRefusal } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { TransientFailure } from "../call.ts";
import { CommandFailure } from "../failure.ts";
import type { PushQuery } from "./client.ts";
import type { LinePart } from "./cut-lines.ts";
import { pushParts } from "./push-parts.ts";

async function* partsOf(...texts: string[]): AsyncGenerator<LinePart, void> {
  for (const [index, text] of texts.entries()) {
    yield { bytes: new TextEncoder().encode(text), isLast: index === texts.length - 1 };
  }
}

const COUNTS = { received: 1, accepted: 1, rejected: 0, warnings: 0, errors: [], codes: {} };
const part: FeedPartResponse = {
  status: 1,
  feed_id: "upload-1",
  format: "csv",
  part: 1,
  parts: 1,
  ...COUNTS,
};
const refusal: FeedRefusal = {
  status: 0,
  error: { code: "suspicious_shrink", message: "" },
  feed_id: "upload-1",
  kind: "replace",
  generation: 1,
  format: "csv",
  ...COUNTS,
  inserted: 0,
  updated: 0,
  deleted: 0,
  validate_only: false,
  finished_at: 1,
  duration_ms: 1,
};

describe("pushParts", () => {
  it("sends a part again that did not arrive", async () => {
    const sent: PushQuery[] = [];
    const waited: number[] = [];
    const send = async (query: PushQuery) => {
      sent.push(query);
      if (sent.length === 2 || sent.length === 3) throw new TransientFailure("hung up");
      return query["complete"] === undefined ? part : refusal;
    };
    const wait = async (ms: number) => waited.push(ms);
    const answer = await pushParts(send, { mode: "strict" }, partsOf("a", "b", "c"), wait);
    expect(answer).toBe(refusal);
    expect(sent.map((query) => query["part"])).toEqual(["1", "2", "2", "2", "3"]);
    expect(new Set(sent.map((query) => query["upload_id"])).size).toBe(1);
    expect(waited).toEqual([1_000, 5_000]);
  });

  it("gives up on what will not get better, and in the end", async () => {
    let sent = 0;
    const refuse = async () => {
      sent += 1;
      throw new CommandFailure("unauthorized");
    };
    await expect(pushParts(refuse, {}, partsOf("a"), async () => null)).rejects.toThrow(
      "unauthorized",
    );
    expect(sent).toBe(1);
    const hangUp = async () => {
      sent += 1;
      throw new TransientFailure("hung up");
    };
    await expect(pushParts(hangUp, {}, partsOf("a"), async () => null)).rejects.toThrow("hung up");
    expect(sent).toBe(5);
  });
});
