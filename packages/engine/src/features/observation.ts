/**
 * The canonical raw state of a decision: what the event log keeps and every feature space encodes.
 * JSON-safe; sorted and without duplicates, so equal states give equal observations.
 */
export interface Observation {
  /** Categories, each `path=value`. */
  readonly c: readonly string[];
  /** Numbers by path. */
  readonly n: readonly (readonly [path: string, value: number])[];
}

export interface ObservationError {
  readonly code: "state_too_deep" | "state_too_large" | "state_invalid";
  /** Where in the state, e.g. `basket.items`; empty for the state itself. */
  readonly path: string;
  readonly message: string;
}

/** What one state may hold: above what a page knows of a visitor, small enough for one row of the log. */
export interface ObservationLimits {
  readonly depth: number;
  readonly features: number;
  /** As JSON in UTF-8, the form in which the log keeps it. */
  readonly bytes: number;
}

export const OBSERVATION_LIMITS: ObservationLimits = {
  depth: 32,
  features: 256,
  bytes: 4096,
};
