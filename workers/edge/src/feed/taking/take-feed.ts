import type { Failure } from "../../http/problems.ts";
import type { Finished } from "./calls.ts";
import { ok, type Result } from "../../result.ts";
import { FeedTally } from "./feed-tally.ts";
import { type Feed, type Pace, readFeed } from "./read-feed.ts";
import { sameContent } from "./same-content.ts";
import type { FeedTaker } from "./taker.ts";

/** Reads a feed to its end and has the catalogue take it. */
export const takeFeed = async (
  catalog: FeedTaker,
  feed: Feed,
  pace: Pace,
): Promise<Result<Finished, Failure>> => {
  const { id } = feed.request;
  const { now } = pace;
  const begun = await catalog.begin(feed.request, now());
  if (!begun.ok) return begun;
  const { finished: before } = begun.value;
  if (before) {
    const same = await sameContent(feed, before.content);
    return same.ok ? ok(before) : same;
  }
  let isFinished = false;
  try {
    const read = await readFeed(catalog, feed, new FeedTally(), pace);
    if (!read.ok) return read;
    const { totals, content } = read.value;
    const finished = await catalog.finish(id, totals, feed.isForced, now(), content);
    isFinished = true;
    return finished;
  } finally {
    if (!isFinished) await catalog.abort(id, now());
  }
};
