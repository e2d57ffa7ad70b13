import { failure, type Failure } from "../../http/problems.ts";
import type { Finished, PullOrder } from "./calls.ts";
import { fail, type Result } from "../../result.ts";
import { pull } from "../transport/pull.ts";
import { TruncatedBody } from "../transport/unpack.ts";
import type { Pace } from "./read-feed.ts";
import { takeFeed } from "./take-feed.ts";
import type { FeedTaker } from "./taker.ts";

/** Fetches a feed that was ordered, and has the catalogue take it. */
export const takePulled = async (
  catalog: FeedTaker,
  { url, hosts, request, reading, isForced }: PullOrder,
  pace: Pace,
  fetchOut: (url: string, init: RequestInit) => Promise<Response>,
): Promise<Result<Finished, Failure>> => {
  const source = await pull(url, hosts, fetchOut);
  if (!source.ok) return source;
  const { contentType, chunks } = source.value;
  try {
    const feed = {
      request,
      reading: { ...reading, contentType },
      isForced,
      isPulled: true,
      chunks,
    };
    return await takeFeed(catalog, feed, pace);
  } catch (error) {
    if (!(error instanceof TruncatedBody)) throw error;
    return fail(failure("feed_broken", error.message));
  }
};
