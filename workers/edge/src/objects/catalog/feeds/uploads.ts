import type { FeedReport, Problem } from "@nextmove/contract";
import type { Changes, FeedRequest } from "../../../feed/taking/calls.ts";

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

/** A stretch of an update. */
export interface Patches extends Changes {
  merge: boolean;
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
