import type { QuantileSketch } from "@nextmove/statistics";
import { daysOf, type Frame } from "./frame.ts";

/** Σ1, Σx and Σx² of a figure, one x per session. */
export interface Sums {
  n: number;
  sum: number;
  squares: number;
}

/** The same of two figures of a session at once. */
export interface PairSums {
  n: number;
  x: number;
  y: number;
  xx: number;
  yy: number;
  xy: number;
}

/** What came of a channel: `web`, or what visitors chose to be assisted through. */
export interface ChannelSums {
  accepted: number;
  sales: number;
  support: number;
  none: number;
  /** Sessions with a sale. */
  buyers: number;
  revenue: number;
}

/**
 * The net totals of the sessions that were assigned while some planned weights held, and how they grew
 * day by day. Day `d` holds what it added to Σ1, Σx and Σx²; the sums of days 0 to `d` are those of the
 * totals as they stood at its end.
 */
export interface SliceSums {
  net: Sums;
  days: { entered: number[]; net: number[]; squares: number[] };
}

/** What the sessions of a model came to. Net revenue is winsorised unless it says otherwise. */
export interface ModelSummary {
  sessions: number;
  multiplyExposed: number;
  /** As the period lists its weights. */
  slices: SliceSums[];
  /** Assistances, not sessions. */
  triggered: number;
  offered: number;
  /** Triggered, but nobody was free to offer it. */
  blocked: number;
  started: number;
  channels: Map<string, ChannelSums>;
  revenue: Sums;
  cost: Sums;
  rawNet: Sums;
  net: Sums;
  /** 1 for a session with a sale. */
  conversion: Sums;
  /** 1 for a session with the outcome that a guardrail of the period watches; in its order. */
  guarded: Sums[];
  /** x: visits, y: net revenue. */
  perVisit: PairSums;
  /** x: net revenue of the weeks before, y: of the period; of visitors who were seen in both. */
  returning: PairSums;
  fresh: Sums;
  /** Net revenue of sessions that were picked, and offered something at least once or never. */
  whenOffered: Sums;
  whenBlocked: Sums;
}

/** What is in no model's figures. */
export interface Bucket {
  visitors: number;
  events: number;
  revenue: number;
}

/**
 * What a period came to: a tree whose every leaf is a sum, so that the whole is the sum of its parts,
 * however visitors are split over them. Survives structured clone.
 */
export interface Summary {
  /** As the period lists them. */
  models: ModelSummary[];
  /** Visitors who were assigned no model at all. */
  unassigned: Bucket;
  /** Visitors who were assigned models of other periods only. */
  elsewhere: Bucket;
  /** What came too long before an assignment to count for the model. */
  early: Bucket;
  /** Visitors with more events than a person makes. */
  scripts: number;
  /** Outcomes of unknown worth, by id. */
  unmapped: Map<string, { outcomes: number }>;
  /** Money in other currencies, by currency. */
  foreign: Map<string, { outcomes: number; value: number }>;
  /** Net totals of visitors who bought: what a cap is found from. */
  totals: QuantileSketch;
}

const noSums = (): Sums => ({ n: 0, sum: 0, squares: 0 });
const noPairs = (): PairSums => ({ n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 });
const zeros = (length: number): number[] => Array.from({ length }, () => 0);

const emptySlice = (frame: Frame): SliceSums => ({
  net: noSums(),
  days: {
    entered: zeros(daysOf(frame)),
    net: zeros(daysOf(frame)),
    squares: zeros(daysOf(frame)),
  },
});

const emptyModel = (frame: Frame): ModelSummary => ({
  sessions: 0,
  multiplyExposed: 0,
  slices: frame.sliceStarts.map(() => emptySlice(frame)),
  triggered: 0,
  offered: 0,
  blocked: 0,
  started: 0,
  channels: new Map(),
  revenue: noSums(),
  cost: noSums(),
  rawNet: noSums(),
  net: noSums(),
  conversion: noSums(),
  guarded: frame.guarded.map(noSums),
  perVisit: noPairs(),
  returning: noPairs(),
  fresh: noSums(),
  whenOffered: noSums(),
  whenBlocked: noSums(),
});

const emptyBucket = (): Bucket => ({ visitors: 0, events: 0, revenue: 0 });

export const emptySummary = (frame: Frame): Summary => ({
  models: frame.models.map(() => emptyModel(frame)),
  unassigned: emptyBucket(),
  elsewhere: emptyBucket(),
  early: emptyBucket(),
  scripts: 0,
  unmapped: new Map(),
  foreign: new Map(),
  totals: new Map(),
});
