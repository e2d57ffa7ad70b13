import type { CatalogueOutcome, OutcomeCategory, TestCyclePeriod } from "@nextmove/contract";

export const DAY_MS = 86_400_000;

/** A session may get its model up to this long after other events of it. */
export const LATE_ASSIGNMENT_MS = DAY_MS;

/** How long before its exposure a visitor's revenue is its history, for CUPED. */
export const HISTORY_MS = 28 * DAY_MS;

/** After this long without an event a visit is over: as Google Analytics has it. */
export const VISIT_GAP_MS = 30 * 60_000;

/** What a fold has to know of a period. Plain data; times in ms, money in the period's currency. */
export interface Frame {
  readonly periodId: string;
  /** The first instant that counts. */
  readonly start: number;
  /** The first that does not. */
  readonly end: number;
  /** Money of another cannot be added. */
  readonly currency: string;
  readonly models: readonly FrameModel[];
  /** Model id to its place in `models`. */
  readonly places: ReadonlyMap<string, number>;
  /** A visitor's net total counts for no more than ± this; null: for what it is. */
  readonly cap: number | null;
  readonly outcomes: ReadonlyMap<string, FrameOutcome>;
  /** When the planned weights changed, ascending; the first is the start. */
  readonly sliceStarts: readonly number[];
  /** What is watched: `support`, `refund`, or the id of an outcome. */
  readonly guarded: readonly string[];
}

interface FrameModel {
  readonly costPerSession: number;
  readonly costPerAssistance: number;
}

interface FrameOutcome {
  readonly category: OutcomeCategory;
  readonly revenue: number;
  readonly cost: number;
}

/** @param cap the one in force: the period's own may be left to be found */
export const frameOf = (
  period: TestCyclePeriod,
  catalogue: readonly CatalogueOutcome[],
  cap: number | null,
): Frame => ({
  periodId: period.periodId,
  start: period.start,
  end: period.end,
  currency: period.currency,
  models: period.models.map(({ costPerSession, costPerAssistance }) => ({
    costPerSession,
    costPerAssistance,
  })),
  places: new Map(period.models.map(({ modelId }, place) => [modelId, place])),
  cap,
  outcomes: new Map(
    catalogue.map(({ outcomeId, category, revenue, cost }) => [
      outcomeId,
      { category, revenue, cost },
    ]),
  ),
  sliceStarts: period.slices.map(({ from }) => from),
  guarded: period.guardrails.map(({ metric }) => metric),
});

/** As much time as a frame spans, just before it, whoever decided then: what its cap is found from. */
export const frameBefore = (frame: Frame): Frame => ({
  ...frame,
  start: 2 * frame.start - frame.end,
  end: frame.start,
  models: [],
  places: new Map(),
  cap: null,
  sliceStarts: [],
});

/** Days of a period, the last maybe not whole. */
export const daysOf = ({ start, end }: Pick<Frame, "start" | "end">): number =>
  Math.ceil((end - start) / DAY_MS);

/** The day of the period, from 0, that a time falls on; before and after it the first and the last. */
export const dayOf = (at: number, { start, end }: Pick<Frame, "start" | "end">): number =>
  Math.floor((Math.min(Math.max(at, start), end - 1) - start) / DAY_MS);

/** The time whose events a fold has to see: those of the period, and of each visitor's history. */
export const spanOf = ({ start, end }: Pick<Frame, "start" | "end">) => ({
  from: start - HISTORY_MS,
  to: end + LATE_ASSIGNMENT_MS,
});
