import { addVisit } from "../../../test-cycle/fold/add-visit.ts";
import { foldVisit } from "../../../test-cycle/fold/fold-visit.ts";
import type { Frame } from "../../../test-cycle/fold/frame.ts";
import { emptySummary, type Summary } from "../../../test-cycle/fold/summary.ts";
import type { Visitor } from "./visitors-in.ts";

/**
 * Events a page of a summary reads at most, but for those of its last visitor: the object takes
 * nothing else in that time, and it is some tens of milliseconds.
 */
const PAGE_EVENTS = 20_000;

/** A part of a shard's summary. */
export interface SummaryPage {
  summary: Summary;
  /** The visitor it ends with; null when there are no more. */
  last: string | null;
  /** Number of the newest event that the summary reads: the same for all its pages. */
  upTo: number;
}

/** Adds up visitors until the page is full. */
export const summarise = (
  visitors: Iterable<Visitor>,
  frame: Frame,
  upTo: number,
  pageEvents: number = PAGE_EVENTS,
): SummaryPage => {
  const summary = emptySummary(frame);
  let read = 0;
  for (const { visitor, events, isCut } of visitors) {
    if (isCut) summary.scripts += 1;
    else addVisit(summary, foldVisit(events, frame), frame);
    read += events.length;
    if (read >= pageEvents) return { summary, last: visitor, upTo };
  }
  return { summary, last: null, upTo };
};
