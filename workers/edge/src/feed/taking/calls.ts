import type { FeedCode, FeedFormat, FeedProblem, FeedReport } from "@nextmove/contract";
import type { Failure } from "../../http/problems.ts";
import type { Layout, ReaderOptions } from "../feed-reader.ts";

// What the reader of a feed and the catalogue that takes it say to each other.

/** What is asked before the first item of a feed. */
export interface FeedRequest {
  /** The feed's id, made by the client. */
  id: string;
  kind: "replace" | "update";
  /** Of an update: whether fields that an item does not name stay. */
  merge: boolean;
  validateOnly: boolean;
  feedVersion: number | undefined;
  /** It comes in several requests. */
  isInParts: boolean;
  /** Of a feed that may come again under its id: tells it from another. Null: it comes once. */
  fingerprint: string | null;
}

/** Ids, and for each the JSON text of its item or patch, or null to delete it. */
export interface Changes {
  ids: string[];
  bodies: (string | null)[];
}

/** A stretch of a feed. */
export interface Batch extends Changes {
  problems: FeedProblem[];
}

/** What the catalogue knows of a batch that its reader could not, by index. */
export interface Staged {
  /** Had come in the same feed already; the last one wins. */
  duplicates: number[];
  /** Were made from an update that gives them no title. */
  untitled: number[];
  /** One item too many. */
  refused: number[];
}

/** What the reader of a feed counted, once it is at the end. */
export interface Totals {
  format: FeedFormat;
  received: number;
  accepted: number;
  rejected: number;
  warnings: number;
  errors: FeedProblem[];
  codes: Partial<Record<FeedCode, number>>;
  /** Why the document's end was not reached. */
  broken: FeedProblem | undefined;
}

/** A feed that was taken, or why it was not. */
export interface Finished {
  report: FeedReport;
  error: Failure | null;
  /** It was taken before: nothing was done again. */
  isReplay: boolean;
  /** Of a replay: what came then, by the digest of its bytes; null: not known, absent: no such part. */
  content?: string | null;
}

/** A feed that may come now, or was taken already. */
export interface BegunFeed {
  generation: number;
  finished: Finished | null;
}

/** A part of a feed, as it was read. */
export interface Part {
  totals: Totals;
  layout: Layout;
  /** Digest of its bytes; null when they did not come to an end, or were fetched. */
  content: string | null;
}

/** What is known of a part before it is read. */
export interface BegunPart {
  /** The feed was taken already. */
  finished: Finished | null;
  /** This part has come already. */
  done: { part: Part; parts: number } | null;
  /** How its first part is laid out; this may be that. */
  layout: Layout | undefined;
  /** It was begun before: what it brings may be there. */
  isRepeated: boolean;
}

/** A feed to be fetched from a shop, without somebody waiting for it. */
export interface PullOrder {
  request: FeedRequest;
  reading: Omit<ReaderOptions, "contentType">;
  isForced: boolean;
  url: string;
  /** Hosts the case lets feeds be pulled from. */
  hosts: readonly string[];
}
