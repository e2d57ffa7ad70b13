import type { DropReason, Session } from "../api.ts";

/** One event as it lies in the journal, numbered, until the edge has confirmed it. */
export interface Entry {
  /** UUIDv7: sorts by time. */
  readonly id: string;
  readonly case: string;
  /** ms since 1970 */
  readonly at: number;
  readonly tab: string;
  /** Its place in what the tab reports to the case; the edge counts what is missing. */
  readonly seq: number;
  readonly session: Session;
  /** The event as JSON, without its number; empty when it was dropped. */
  readonly body: string;
  readonly bytes: number;
  /** It was given up: all that is left to tell the edge is why. */
  readonly dropped?: DropReason | undefined;
}

/** What is left of an entry that is given up. */
export const droppedEntry = (entry: Entry, dropped: DropReason): Entry => ({
  ...entry,
  body: "",
  bytes: 0,
  dropped,
});
