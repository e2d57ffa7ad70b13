import { randomUUID } from "node:crypto";
import type { FeedRefusal, FeedResponse } from "@nextmove/contract";
import { TransientFailure } from "../call.ts";
import type { Outcome, PushQuery } from "./client.ts";
import type { LinePart } from "./cut-lines.ts";

/** Waits before a part is sent again. */
const WAITS_MS = [1_000, 5_000, 15_000];

/** Sends one request of a feed. */
type Send = (query: PushQuery, bytes: Uint8Array<ArrayBuffer>) => Promise<Outcome>;

/**
 * Sends a feed part by part; the last one completes it. A part that did not arrive is sent again: the
 * server knows it by its number.
 */
export const pushParts = async (
  send: Send,
  query: PushQuery,
  parts: AsyncIterable<LinePart>,
  wait: (ms: number) => Promise<unknown>,
): Promise<FeedResponse | FeedRefusal> => {
  const uploadId = randomUUID();
  let part = 0;
  for await (const { bytes, isLast } of parts) {
    part += 1;
    const place = { upload_id: uploadId, part: String(part) };
    const all = { ...query, ...place, ...(isLast ? { complete: "true" } : {}) };
    const answer = await sendPatiently(() => send(all, bytes), wait);
    if (!("part" in answer)) return answer;
  }
  throw new Error("a feed had no last part");
};

const sendPatiently = async (
  send: () => Promise<Outcome>,
  wait: (ms: number) => Promise<unknown>,
): Promise<Outcome> => {
  for (const ms of WAITS_MS) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof TransientFailure)) throw error;
      await wait(ms);
    }
  }
  return send();
};
