import { z } from "zod";
import { FEED_PARTS_LIMIT } from "./limits.ts";

const flag = z
  .enum(["", "0", "1", "false", "true"])
  .transform((text) => text !== "0" && text !== "false");

export const feedFormat = z.enum(["xml", "csv", "tsv", "json", "ndjson"]);
export type FeedFormat = z.infer<typeof feedFormat>;

/** Query of `POST /v3/feed/{case_id}` and `…/update`. Others are ignored. */
export const feedOptions = z
  .object({
    /** Instead of the content type and the first bytes. */
    format: feedFormat.optional(),
    /** Of CSV; sniffed when absent. */
    delimiter: z
      .string()
      .transform((text) => (text === "tab" || text === "\\t" ? "\t" : text))
      .pipe(z.string().regex(/^[^"\r\n]$/, "must be one character, or tab"))
      .optional(),
    /** Of prices that name none. */
    currency: z
      .string()
      .regex(/^[A-Za-z]{3}$/, "must be a code of three letters")
      .transform((text) => text.toUpperCase())
      .optional(),
    /** What relative links are relative to: the shop's address. */
    base_url: z.url({ protocol: /^https?$/ }).optional(),
    /** The column or element that holds the id. */
    id_field: z.string().min(1).max(100).optional(),
    /** In strict mode what is only warned of otherwise rejects the item. */
    mode: z.enum(["lenient", "strict"]).default("lenient"),
    /** Reports what would happen; nothing changes. */
    validate_only: flag.default(false),
    test_api: flag.default(false),
    /** Replace even if suspiciously little would be left or much is rejected, or the feed is broken; not by nothing. */
    force: flag.default(false),
    /** Of updates: whether fields that a line does not name stay. */
    merge: flag.default(true),
    /** Of a full feed: a number that grows; older ones than the current are refused. */
    feed_version: z.coerce.number().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    /** Of a full feed in several requests: the same in all of them, chosen by whoever sends them. */
    upload_id: z
      .string()
      .regex(/^[\w-]{1,64}$/, "must be 1 to 64 of A-Z a-z 0-9 _ -")
      .optional(),
    /** Which part of it this is, from 1. */
    part: z.coerce.number().int().min(1).max(FEED_PARTS_LIMIT).optional(),
    /** Every part has come with this one, or, without a part, before: take the feed. */
    complete: flag.default(false),
  })
  .refine(
    ({ upload_id: id, part, complete }) => id !== undefined || (part === undefined && !complete),
    {
      message: "is needed for a feed in parts",
      path: ["upload_id"],
    },
  )
  .refine(
    ({ upload_id: id, part, complete }) => id === undefined || part !== undefined || complete,
    {
      message: "is needed unless complete=true",
      path: ["part"],
    },
  );
export type FeedOptions = z.output<typeof feedOptions>;
