import type { TestCycleEvent } from "@nextmove/contract";
import { giverOf } from "../assignment.ts";
import { dayOf, type Frame, LATE_ASSIGNMENT_MS } from "./frame.ts";

/** Since when a visitor counts for which model. */
export interface Exposure {
  /** Place of the model in the period. */
  readonly model: number;
  /** The first instant that counts for the model: it may come later than what it is to explain. */
  readonly from: number;
  /** Day of the period, from 0, on which the visitor entered the comparison. */
  readonly day: number;
  /** Which of the period's planned weights held then. */
  readonly slice: number;
  /** Was assigned another of the period's models too; the first one counts. */
  readonly isMultiple: boolean;
}

const coverStart = (assignedAt: number, { start }: Frame): number =>
  Math.max(start, assignedAt - LATE_ASSIGNMENT_MS);

/** An assignment after the end counts for whoever was there in the period not long before. */
const counts = (assignedAt: number, events: readonly TestCycleEvent[], frame: Frame): boolean => {
  if (assignedAt < frame.start || assignedAt >= frame.end + LATE_ASSIGNMENT_MS) return false;
  if (assignedAt < frame.end) return true;
  const from = coverStart(assignedAt, frame);
  return events.some(({ at }) => at >= from && at < frame.end);
};

const sliceOf = (at: number, { sliceStarts }: Frame): number =>
  Math.max(
    0,
    sliceStarts.findLastIndex((start) => start <= at),
  );

/**
 * The model that counts for a visitor, or undefined when none of the period's was assigned in time.
 *
 * @param events in order of time
 */
export const exposureOf = (
  events: readonly TestCycleEvent[],
  frame: Frame,
): Exposure | undefined => {
  let first: { model: number; at: number } | undefined;
  let isMultiple = false;
  for (const event of events) {
    if (event.type !== "model_assigned") continue;
    if ((giverOf(event) ?? frame.periodId) !== frame.periodId) continue;
    const model = frame.places.get(event.modelId);
    if (model === undefined || !counts(event.at, events, frame)) continue;
    if (first) isMultiple ||= first.model !== model;
    else first = { model, at: event.at };
  }
  if (!first) return undefined;
  return {
    model: first.model,
    from: coverStart(first.at, frame),
    day: dayOf(first.at, frame),
    slice: sliceOf(first.at, frame),
    isMultiple,
  };
};
