import type {
  CaseSettings,
  Explanation,
  KnownVisit,
  RecommendationKind,
  RecommendationSettings,
  RecommendedItem,
} from "@nextmove/contract";
import type { ItemEvent, Observation } from "@nextmove/engine";

/** What the Catalog is asked for. */
export interface RecommendItem {
  queryId: string;
  consumerId: string | undefined;
  aliases: Record<string, string> | undefined;
  visit: KnownVisit;
  /** Products that the list is for, the latest last; none: as the visit suggests. */
  about: readonly string[];
  /** The canonical raw state, as the log keeps it. */
  observation: Observation;
  kind: RecommendationKind | undefined;
  limit: number;
  /** Tells a replay from another body under the same id. */
  fingerprint: string;
  /** Nothing is learned. */
  test: boolean;
  /** The shop's own server asks: it is believed even for a visitor whom it does not name. */
  isTrusted: boolean;
  /** Say of each product what the feed does. */
  expand: boolean;
  /** The caller did not tell the visit and may not learn of it: reasons leave it out. */
  discreet: boolean;
  activation: "immediate" | "deferred";
  settings: RecommendationSettings;
  /** Seed of the draws: secret, fixed for case and query. */
  seed: string;
  /** The visitor is held out: the recommender's own order, and nothing is learned of it. */
  holdout: boolean;
  /** The recommender's own order, and what it brings is learned. */
  apprentice: boolean;
  /** Share of each place's draws that is spread evenly. */
  floor: number;
  /** Share of the lists that are drawn evenly. */
  uniformShare: number;
  /** What is learned of a reward is clipped to this. */
  rewardRange: CaseSettings["reward_range"];
  /** Say how likely each product was to come where it is. */
  explain: boolean;
  requestId: string;
  now: number;
}

export interface Recommended {
  queryId: string;
  kind: RecommendationKind;
  /** Ids, best first. */
  actions: string[];
  items: RecommendedItem[] | undefined;
  explanation: Explanation | undefined;
  replay: boolean;
}

/** One thing a visitor did with a product. */
export type Deed = Pick<ItemEvent, "kind" | "item">;
