import type { FeedCode, FeedFormat, FeedProblem, FeedReport, Problem } from "@nextmove/contract";

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

/** What a feed changes, in items. */
export interface Counts {
  inserted: number;
  updated: number;
  deleted: number;
}

/** A feed on its way. */
export interface Upload extends FeedRequest, Counts {
  /** Where its items go. */
  generation: number;
  startedAt: number;
  touchedAt: number;
  /** The last update that had come before it began: what came later is applied to it too. */
  lateFrom: number;
  /** Problems kept so far. */
  problems: number;
  /** Numbers of the parts that were begun. */
  begunParts: number[];
  /** All of it has come and was refused: it only waits for being forced. */
  isRefused: boolean;
}

/** Ids, and for each the JSON text of its item or patch, or null to delete it. */
interface Changes {
  ids: string[];
  bodies: (string | null)[];
}

/** A stretch of an update. */
export interface Patches extends Changes {
  merge: boolean;
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

export type LastFeed = FeedReport & { error?: Problem };

/** By number of the part, 1 of a feed that is whole: digest of its bytes; null: not known. */
export type Contents = Readonly<Record<number, string | null>>;

/** A feed that was taken, for a client that sends it again. */
export interface TakenFeed {
  fingerprint: string | null;
  contents: Contents;
  report: FeedReport;
}
