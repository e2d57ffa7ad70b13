import type {
  KnownVisit,
  RecommendationKind,
  RecommendationSettings,
  RecommendedItem,
} from "@nextmove/contract";
import type { Observation } from "@nextmove/engine";

/** What the Catalog is asked for. */
export interface RecommendItem {
  queryId: string;
  consumerId: string | undefined;
  aliases: Record<string, string> | undefined;
  visit: KnownVisit;
  /** The canonical raw state, as the log keeps it. */
  observation: Observation;
  kind: RecommendationKind | undefined;
  limit: number;
  /** Tells a replay from another body under the same id. */
  fingerprint: string;
  /** Nothing is learned. */
  test: boolean;
  /** Say of each product what the feed does. */
  expand: boolean;
  /** Who asks has not told the visit and may not learn of it: reasons leave it out. */
  discreet: boolean;
  activation: "immediate" | "deferred";
  settings: RecommendationSettings;
  requestId: string;
  now: number;
}

export interface Recommended {
  queryId: string;
  kind: RecommendationKind;
  /** Ids, best first. */
  actions: string[];
  items: RecommendedItem[] | undefined;
  replay: boolean;
}
