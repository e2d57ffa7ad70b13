import { z } from "zod";
import type { Operation } from "../operation.ts";
import type { FeedOptions } from "./options.ts";
import {
  feedItems,
  feedOrderedResponse,
  feedPartResponse,
  feedProblems,
  feedResponse,
  feedStatus,
} from "./report.ts";

const keys = ["secret"] as const;

const body = z
  .unknown()
  .describe(
    'XML (Google Merchant RSS, RDF, Atom), CSV, TSV, JSON (Shopify, JSON-LD, lists), JSON lines; gzipped or in a form, too; or {"url":"https://…"}, with "Prefer: respond-async" without waiting for it. With an Idempotency-Key a feed that was taken is not taken again for a day; other bytes under the same key are refused (409): a key is of one export, not of one job',
  );

const reading: Partial<Record<keyof FeedOptions, string>> = {
  format: "xml, csv, tsv, json or ndjson, instead of what is sniffed",
  delimiter: "of CSV, instead of what is sniffed; tab for a tab",
  currency: "of prices that name none",
  base_url: "what relative links are relative to",
  id_field: "the column or element that holds the id",
  mode: "strict: what is only warned of otherwise rejects the product",
  validate_only: "true: report, change nothing",
  test_api: "true: the same",
};

/** The product feed of a case. */
export const feedOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/v3/feed/{case_id}",
    summary: "Replace the catalogue, all at once or not at all.",
    keys,
    query: {
      ...reading,
      force: "true: also when much would be lost or the feed is broken",
      feed_version: "a number; older ones than the catalogue's are refused",
      upload_id: "of a feed in parts: the same for all of them, of your choice",
      part: "which part this is: part 1 first, the others in any order; another part under a number that came is refused (409)",
      complete: "true: with this part, or without one, the feed is all there: take it",
    },
    body,
    answer: z.union([feedResponse, feedPartResponse, feedOrderedResponse]),
  },
  {
    method: "post",
    path: "/v3/feed/{case_id}/update",
    summary: 'Add, change and delete products: {"id":"x","deleted":true}, or "op":"delete".',
    keys,
    query: { ...reading, merge: "false: what a line does not name goes" },
    body,
    answer: z.union([feedResponse, feedOrderedResponse]),
  },
  {
    method: "get",
    path: "/v3/feed/{case_id}",
    summary: "How many products there are, how old they are, what became of the last feed.",
    keys,
    answer: feedStatus,
  },
  {
    method: "get",
    path: "/v3/feed/{case_id}/items",
    summary: "The products, page by page or by their ids.",
    keys,
    query: {
      cursor: "from the page before",
      limit: "products a page, at most and by default 1000; long ones come in fewer",
      id: "one product; may be repeated",
    },
    answer: feedItems,
  },
  {
    method: "get",
    path: "/v3/feed/{case_id}/report",
    summary: "Everything that was wrong with the last feed, line by line.",
    keys,
    query: { cursor: "from the page before", format: "csv: all of it as a table" },
    answer: feedProblems,
  },
];
