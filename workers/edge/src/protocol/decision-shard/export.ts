import type { Observation } from "@nextmove/engine";
import type { Mode } from "../../decision-log/events.ts";

/** What was shown, how probable that was, and what it has brought so far. */
export interface Showing {
  action: string;
  /** Null when somebody else chose: their probabilities are not known. */
  propensity: number | null;
  reward: number;
  /** Place in a list of products, from 1. */
  position?: number;
}

/** A decision as it is exported. */
export interface ExportedDecision extends Showing {
  queryId: string;
  /** ms. */
  at: number;
  observation: Observation;
  /** What could have been shown there, as far as the log knows, and the probability of each. */
  actions: string[];
  probabilities: number[];
  mode: Mode;
  testModel?: string;
  model: number;
  /** Drawn from all of `actions` by the probabilities given: other policies can be evaluated on it. */
  evaluable: boolean;
}

/** Decisions that say nothing of what an action brings, by why. */
export interface LeftOut {
  /** Nothing was shown, or nobody said so. */
  not_shown: number;
  test: number;
  /** Lists of products that were not shown, or empty. */
  recommendation: number;
}

/** Where a page begins, and with which event the export ends: what comes later is not waited for. */
export interface ExportPlace {
  after: number;
  upTo: number;
}

export interface ExportPage {
  decisions: ExportedDecision[];
  leftOut: LeftOut;
  /** Null after the last page. */
  next: ExportPlace | null;
}

/** Times of decision, ms: from the first, up to but without the second. */
export interface ExportSpan {
  from: number;
  to: number;
}
