import type { FeedPartResponse } from "@nextmove/contract";
import { failure, type Failure } from "../../http/problems.ts";
import type { Finished, Totals } from "./calls.ts";
import type { CatalogStub } from "../../protocol/catalog/stub.ts";
import { fail, ok, type Result } from "../../result.ts";
import { FeedTally } from "./feed-tally.ts";
import { type Feed, type Pace, readFeed } from "./read-feed.ts";
import { sameContent } from "./same-content.ts";

/** What a part led to: it waits for others, or the feed was judged. */
type Taken =
  | { isWhole: false; report: Omit<FeedPartResponse, "status"> }
  | ({ isWhole: true } & Finished);

const whole = (finished: Result<Finished, Failure>): Result<Taken, Failure> =>
  finished.ok ? ok({ isWhole: true, ...finished.value }) : finished;

const partial = (id: string, part: number, parts: number, totals: Totals): Taken => {
  const { broken: _, ...counts } = totals;
  return { isWhole: false, report: { feed_id: id, part, parts, ...counts } };
};

/**
 * Reads a part of a feed. Which one it is says its number: sent again it is not taken again, and
 * refused if it is another. What it stages lies where it did before, so a part that broke off is simply sent again.
 *
 * @param isComplete every part has come with this one
 */
export const takePart = async (
  catalog: CatalogStub,
  feed: Feed,
  part: number,
  isComplete: boolean,
  pace: Pace,
): Promise<Result<Taken, Failure>> => {
  const { id } = feed.request;
  const { now } = pace;
  const begun = await catalog.beginPart(feed.request, part, now());
  if (!begun.ok) return begun;
  const { finished, done, layout, isRepeated } = begun.value;
  if (finished || done) {
    const same = await sameContent(
      feed,
      finished ? finished.content : (done?.part.content ?? null),
    );
    if (!same.ok) return same;
  }
  if (finished) return whole(ok(finished));
  if (done && !isComplete) return ok(partial(id, part, done.parts, done.part.totals));
  if (!done) {
    const reading = { ...feed.reading, layout };
    const tally = new FeedTally({ part, isRepeated });
    const read = await readFeed(catalog, { ...feed, reading }, tally, pace);
    if (!read.ok) return read;
    const { totals } = read.value;
    const { broken } = totals;
    if (broken && !feed.isForced) {
      const message = `${broken.message} (line ${broken.line}); send part ${part} again`;
      return fail(failure("feed_broken", message));
    }
    const ended = await catalog.endPart(id, part, read.value, now());
    if (!ended.ok) return ended;
    if (!isComplete) return ok(partial(id, part, ended.value, totals));
  }
  return whole(await catalog.complete(feed.request, part, feed.isForced, now()));
};
