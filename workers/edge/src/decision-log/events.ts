import type { CaseSettings, RecommendationKind } from "@nextmove/contract";
import type { Observation, Term } from "@nextmove/engine";

/**
 * How the answer came about. Of decisions about actions only `model` and `uniform` draws serve off-policy
 * evaluation. A list of products is drawn by what its places have brought, `recommendation`, or as a decision
 * is: `uniform`, `test`, `holdout`, `apprentice`.
 */
export type Mode =
  | "model"
  | "uniform"
  | "test"
  | "holdout"
  | "apprentice"
  | "uncatalogued"
  | "recommendation"
  /** In the order given: the model assigned is the shop's own. */
  | "reference"
  /** By the live model, since the one assigned could not be had in time. */
  | "fallback";

/** What was expected of the action shown, frozen at its activation (see `engine/delays`). */
export interface Expectation {
  /** Predicted reward, in the shop's unit as all that is learned. */
  mean: number;
  /** Share of this action's decisions that ever bring a reward. */
  share: number;
  /** Version of the table of how many rewards have come by which age. */
  table: number;
}

/** Why a product was recommended, and the product that brought it up, if one did. */
export type Because = readonly [reason: string, product?: string];

interface Stored {
  /** Server time of receipt, ms. */
  at: number;
  request: string;
  /** What this event changes in the model. */
  terms: Term[];
  expectation?: Expectation;
  /** Ages the shown action had crossed when the decision's first reward came: with or after it. */
  arrival?: number;
}

export interface DecisionBody extends Stored {
  /** Tells a replay from another body under the same id. */
  fingerprint: string;
  consumer?: string;
  aliases?: Record<string, string>;
  /** The canonical raw state. */
  observation: Observation;
  /** All eligible actions, best first; the first is the one drawn. */
  order: string[];
  /** Propensity of each action of `order` to be the first; of a product to come where it is, given those before it. */
  probabilities: number[];
  scores: number[];
  limit?: number;
  mode: Mode;
  /** The model that a test period assigned to the visitor; `mode` says when it was not what decided. */
  testModel?: string;
  model: number;
  space: number;
  activation: "immediate" | "deferred";
  /**
   * Selects and rewards that had been waiting for it. `offPolicy`: selected was not what was drawn;
   * `strangers`: selections, not counted above, of what cannot have been shown; `mismatches`: rewards of
   * another consumer.
   */
  attached?: {
    selections: number;
    rewards: number;
    offPolicy?: true;
    strangers?: number;
    mismatches?: number;
  };
  /** Of products that the Catalog recommended: for what, and why each of `order`, if that was asked for. */
  recommended?: {
    kind: RecommendationKind;
    search?: string;
    reasons?: Because[];
    /** If it teaches: features of each place that does, from the first on, and what its rewards are clipped to. */
    taught?: { features: string[]; range: CaseSettings["reward_range"] };
  };
}

/** Whether it is a list of products, of which several may be selected, and none is an action of the model. */
export const isList = ({ recommended }: DecisionBody): boolean => recommended !== undefined;

export interface SelectBody extends Stored {
  action: string;
  /** The client's own id of this selection. */
  key?: string;
  /** What had been counted of the action that this selection takes back. */
  left?: { level: number; arrival?: number };
  pending?: true;
  offPolicy?: true;
  /** The first word that what was drawn is on the screen, of a decision that waits for it. */
  shows?: true;
}

export interface RewardBody extends Stored {
  /** Tells a replay from another body under the same id. */
  fingerprint: string;
  type: string;
  value: number;
  /** A refund that named no sum: all that its order paid. */
  whole?: true;
  order?: string;
  /** The request's own key, of a reward that is known by its order or id. */
  key?: string;
  /** Of a reward that came before its decision, which says it otherwise. */
  consumer?: string;
  /** Reported by a page, under a publishable key. */
  byPage?: true;
  /** Weighted value in the shop's unit that counts toward the decision; 0 when it does not. */
  credit: number;
  pending?: true;
  expired?: true;
  /** Not learned: its type has no weight, or a publishable key had sent one of its type before. */
  ignored?: true;
  mismatch?: true;
}

/**
 * Decisions have crossed ages: those with `from[level] < seq <= to[level]` have crossed age number
 * `level` since the tick before.
 */
interface TickBody {
  at: number;
  from: readonly number[];
  to: readonly number[];
}

interface Place {
  seq: number;
  queryId: string;
  dedupeKey: string;
}

export type DecisionEvent = Place & { kind: "decision"; body: DecisionBody };
export type SelectEvent = Place & { kind: "select"; body: SelectBody };
export type RewardEvent = Place & { kind: "reward"; body: RewardBody };
export type TickEvent = Place & { kind: "tick"; body: TickBody };
export type ShardEvent = DecisionEvent | SelectEvent | RewardEvent | TickEvent;

/** An event that has no place in the log yet. */
export type NewEvent = ShardEvent extends infer Event
  ? Event extends ShardEvent
    ? Omit<Event, "seq">
    : never
  : never;
