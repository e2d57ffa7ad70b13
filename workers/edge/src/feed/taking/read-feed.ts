import { FEED_LIMIT_BYTES } from "@nextmove/contract";
import { FeedReader, type ReaderOptions } from "../feed-reader.ts";
import { digesting } from "../transport/content-digest.ts";
import { inTurns } from "../transport/in-turns.ts";
import { atMost, LargeBody, TruncatedBody, unpack } from "../transport/unpack.ts";
import { failure, type Failure } from "../../http/problems.ts";
import type { FeedRequest, Part } from "./calls.ts";
import { fail, ok, type Result } from "../../result.ts";
import type { FeedTally } from "./feed-tally.ts";
import type { FeedTaker } from "./taker.ts";

/** A feed and what is to be done with it. */
export interface Feed {
  request: FeedRequest;
  reading: ReaderOptions;
  isForced: boolean;
  /** It lies at an address, and may be another one there when it is asked for again. */
  isPulled?: boolean;
  chunks: AsyncIterable<Uint8Array>;
}

/** What passes while a feed is read. */
export interface Pace {
  now: () => number;
  /** Lets other requests have their turn. */
  rest: () => Promise<unknown>;
}

const store = async (
  catalog: FeedTaker,
  id: string,
  tally: FeedTally,
  now: number,
): Promise<Result<null, Failure>> => {
  const { batch, lines } = tally.take();
  const staged = await catalog.stage(id, batch, now);
  if (!staged.ok) return staged;
  tally.note(staged.value, lines);
  return ok(null);
};

const readAll = async (
  catalog: FeedTaker,
  feed: Feed,
  reader: FeedReader,
  tally: FeedTally,
  { now, rest }: Pace,
): Promise<Result<null, Failure>> => {
  const { id } = feed.request;
  const addAll = async (outcomes: ReturnType<FeedReader["write"]>) => {
    let shares = 0;
    for (const some of outcomes) {
      // A short piece can hold a product of many thousand variants.
      if (shares > 0) await rest();
      shares += 1;
      for (const outcome of some) {
        tally.add(outcome);
        if (!tally.isFull) continue;
        const stored = await store(catalog, id, tally, now());
        if (!stored.ok) return stored;
      }
    }
    return ok(null);
  };
  try {
    const unpacked = atMost(await unpack(feed.chunks), FEED_LIMIT_BYTES);
    for await (const chunk of inTurns(unpacked, rest)) {
      const added = await addAll(reader.write(chunk));
      if (!added.ok) return added;
    }
  } catch (error) {
    if (error instanceof LargeBody) return fail(failure("body_too_large", error.message));
    if (!(error instanceof TruncatedBody)) throw error;
    reader.cut(error.message);
  }
  const added = await addAll(reader.end());
  if (!added.ok) return added;
  // What the catalogue says to the last products is told to it once more.
  for (let round = 0; round < 2 && !tally.isEmpty; round++) {
    const stored = await store(catalog, id, tally, now());
    if (!stored.ok) return stored;
  }
  return ok(null);
};

/**
 * Reads a feed, or a part of one, to its end and stages it. Waits for the catalogue after each batch,
 * so no more of the feed is in memory than that, however fast it comes.
 */
export const readFeed = async (
  catalog: FeedTaker,
  feed: Feed,
  tally: FeedTally,
  pace: Pace,
): Promise<Result<Part, Failure>> => {
  const reader = new FeedReader(feed.reading);
  const { fingerprint, isInParts } = feed.request;
  const mayComeAgain = (isInParts || fingerprint !== null) && feed.isPulled !== true;
  const digested = mayComeAgain ? digesting(feed.chunks) : undefined;
  const chunks = digested?.chunks ?? feed.chunks;
  const read = await readAll(catalog, { ...feed, chunks }, reader, tally, pace);
  if (!read.ok) return read;
  const { received, accepted, rejected, warnings, errors, codes } = tally;
  const counts = { received, accepted, rejected, warnings, errors, codes };
  const { format, layout, broken } = reader;
  const content = digested?.digest() ?? null;
  return ok({ totals: { format, ...counts, broken }, layout, content });
};
