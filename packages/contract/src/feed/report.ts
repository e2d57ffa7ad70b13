import { z } from "zod";
import { problem } from "../problem.ts";
import { feedItem } from "./item.ts";
import { feedFormat } from "./options.ts";

/** What can be wrong with one product, or, without an `id` and a count, with the document. */
export const feedCode = z.enum([
  "missing_id",
  "duplicate_id",
  "bad_price",
  "bad_url",
  "unknown_availability",
  "no_title",
  "too_long",
  "too_many_items",
  "bad_encoding",
  "bad_line",
  "xml_syntax",
  "json_syntax",
  "csv_syntax",
  "truncated",
]);
export type FeedCode = z.infer<typeof feedCode>;

/** Something wrong in a feed, and where. */
export const feedProblem = z.object({
  /** From 1: the line at which the product begins. */
  line: z.number(),
  /** Of a feed in parts: the part that has the line. */
  part: z.number().optional(),
  id: z.string().optional(),
  field: z.string().optional(),
  code: feedCode,
  message: z.string(),
  /** A warning does not keep the product out. */
  severity: z.enum(["rejected", "warning"]),
});
export type FeedProblem = z.infer<typeof feedProblem>;

/** What became of a feed. `accepted` + `rejected` = `received`. */
export const feedReport = z.object({
  feed_id: z.string(),
  kind: z.enum(["replace", "update"]),
  /** The state of the catalogue the feed led to, or left as it was. */
  generation: z.number(),
  format: feedFormat,
  received: z.number(),
  accepted: z.number(),
  inserted: z.number(),
  updated: z.number(),
  deleted: z.number(),
  rejected: z.number(),
  warnings: z.number(),
  /** At most 10 per code, in order of their lines. */
  errors: z.array(feedProblem),
  /** How many there are of each code. */
  codes: z.partialRecord(feedCode, z.number()),
  validate_only: z.boolean(),
  feed_version: z.number().optional(),
  /** ms since 1970 */
  finished_at: z.number(),
  duration_ms: z.number(),
});
export type FeedReport = z.infer<typeof feedReport>;

/** Answer of `POST /v3/feed/{case_id}` and `…/update`. */
export const feedResponse = feedReport.extend({ status: z.literal(1) });
export type FeedResponse = z.infer<typeof feedResponse>;

/** Answer to a part of a feed that is not the last: nothing is served of it yet. */
export const feedPartResponse = feedReport
  .pick({
    feed_id: true,
    format: true,
    received: true,
    accepted: true,
    rejected: true,
    warnings: true,
    errors: true,
    codes: true,
  })
  .extend({
    status: z.literal(1),
    part: z.number(),
    /** How many parts have come, this one included. */
    parts: z.number(),
  });
export type FeedPartResponse = z.infer<typeof feedPartResponse>;

/** Answer when a feed was read, but not taken: the catalogue is as it was. */
export const feedRefusal = feedReport.extend({ status: z.literal(0), error: problem });
export type FeedRefusal = z.infer<typeof feedRefusal>;

/** A feed that is fetched without its client waiting. */
export const feedPull = z.object({
  feed_id: z.string(),
  /** When it was taken or refused, the pull is over: `last` says what became of it. */
  state: z.enum(["under_way", "failed"]),
  /** ms since 1970 */
  ordered_at: z.number(),
  /** Why it could not be had. */
  error: problem.optional(),
});
export type FeedPull = z.infer<typeof feedPull>;

/** Answer 202 to a pull with `Prefer: respond-async`. */
export const feedOrderedResponse = feedPull
  .pick({ feed_id: true, state: true })
  .extend({ status: z.literal(1) });

/** One of the objects that recommend beside the first. */
export const feedReplica = z.object({
  replica: z.number(),
  /** It has taken over all and answers by itself; until then the first answers for it. */
  answers: z.boolean(),
  /** It has the feed as it is now. */
  is_current: z.boolean(),
});
export type FeedReplica = z.infer<typeof feedReplica>;

/** Answer of `GET /v3/feed/{case_id}`. */
export const feedStatus = z.object({
  status: z.literal(1),
  case_id: z.string(),
  items: z.number(),
  generation: z.number(),
  /** When the catalogue last changed, ms since 1970; null before the first feed. */
  updated_at: z.number().nullable(),
  /** Older than 48 hours: the shop's export may have stopped. */
  stale: z.boolean(),
  /** What became of the last feed; with an `error` it was not taken. */
  last: feedReport.extend({ error: problem.optional() }).nullable(),
  /** The feed that is being fetched, or could not be. */
  pull: feedPull.nullable(),
  /** Beside the first, as the case's `recommendation.replicas` says. */
  replicas: z.array(feedReplica),
});
export type FeedStatus = z.infer<typeof feedStatus>;

/** Answer of `GET /v3/feed/{case_id}/items`. */
export const feedItems = z.object({
  status: z.literal(1),
  items: z.array(feedItem),
  /** Where the next page begins; null when this is the last. */
  cursor: z.string().nullable(),
});

/** Answer of `GET /v3/feed/{case_id}/report`: every problem of the last feed. */
export const feedProblems = z.object({
  status: z.literal(1),
  feed_id: z.string().nullable(),
  problems: z.array(feedProblem),
  cursor: z.string().nullable(),
});
export type FeedProblems = z.infer<typeof feedProblems>;
