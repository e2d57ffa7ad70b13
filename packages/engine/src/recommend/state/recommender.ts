import type { Candidates } from "../mixture/candidates.ts";
import { createCandidates } from "../mixture/candidates.ts";
import type { Traits } from "../text/traits.ts";
import { createTraits } from "../text/traits.ts";
import type { Groups } from "../items/groups.ts";
import { createGroups } from "../items/groups.ts";
import type { ItemTable } from "../items/item-table.ts";
import { createItemTable } from "../items/item-table.ts";
import type { Mixture } from "../mixture/mixture.ts";
import { createMixture, FEATURES } from "../mixture/mixture.ts";
import type { NeighbourTable } from "../parts/neighbour-table.ts";
import { createNeighbourTable } from "../parts/neighbour-table.ts";
import type { PartName } from "../parts/part-names.ts";
import type { Popularity } from "../parts/popularity.ts";
import { createPopularity } from "../parts/popularity.ts";
import type { Scores } from "../scores/scores.ts";
import { createScores } from "../scores/scores.ts";
import type { OlderEvents } from "../log/older-events.ts";
import type { SessionLog } from "../log/session-log.ts";
import { createSessionLog } from "../log/session-log.ts";
import { MOST_NUMBERS } from "../text/description-log.ts";
import type { TextIndex } from "../text/text-index.ts";
import { createTextIndex } from "../text/text-index.ts";

export interface RecommenderOptions {
  /** Items known at once, 2¹⁹ at most; events of others are not learned. */
  readonly mostItems: number;
  /** View events kept, 12 bytes each, 2²¹ at most; the oldest make room. */
  readonly mostEvents: number;
  /** Basket and purchase events kept. */
  readonly mostPurchases: number;
  /** Words of the items' descriptions kept, all occurrences together. */
  readonly mostTokens: number;
  /** After this long an item's popularity counts half. */
  readonly halfLifeMs: number;
  /** A visitor silent for this long begins a new session. */
  readonly idleMs: number;
}

const DEFAULTS: RecommenderOptions = {
  mostItems: 2 ** 18,
  mostEvents: 2 ** 21,
  mostPurchases: 2 ** 18,
  mostTokens: 2 ** 21,
  halfLifeMs: 7 * 24 * 3600 * 1000,
  idleMs: 30 * 60 * 1000, // as analytics count sessions
};

/** A session that goes on, by its last event in a log. */
export interface OpenSession {
  event: number;
  at: number;
}

/** What a shop's recommendations are made from: everything that was seen, and work space. */
export interface Recommender {
  readonly options: RecommenderOptions;
  readonly items: ItemTable;
  views: SessionLog;
  /** While views are still to be read. */
  olderViews: OlderEvents | null;
  /** Sessions of what was put into the basket or bought. */
  purchases: SessionLog;
  readonly popularity: Popularity;
  readonly texts: TextIndex;
  readonly traits: Traits;
  readonly groups: Groups;
  readonly mixture: Mixture;
  /** Visitors' open sessions in `views` and `purchases`, the longest silent first. */
  readonly openViews: Map<number, OpenSession>;
  readonly openPurchases: Map<number, OpenSession>;
  readonly unsaved: Unsaved;
  /** Newest view when numbers of forgotten items were looked for last. */
  sweptAt: number;
  readonly workSpace: WorkSpace;
}

/** What has changed since it was exported last. */
export interface Unsaved {
  /** Newest events exported. */
  views: number;
  purchases: number;
  /** Pages of items. */
  readonly itemPages: Set<number>;
}

/** Filled and emptied within one call. */
export interface WorkSpace {
  readonly neighbours: NeighbourTable;
  readonly candidates: Candidates;
  readonly companions: Scores;
  readonly parts: Readonly<Record<PartName, Scores>>;
}

export function createRecommender(options: Partial<RecommenderOptions> = {}): Recommender {
  const given = { ...DEFAULTS, ...options };
  const all = { ...given, mostItems: Math.min(MOST_NUMBERS, given.mostItems) };
  return {
    options: all,
    items: createItemTable(all.mostItems),
    views: createSessionLog(all.mostEvents),
    olderViews: null,
    purchases: createSessionLog(all.mostPurchases),
    popularity: createPopularity(all.halfLifeMs),
    texts: createTextIndex(all.mostTokens),
    traits: createTraits(),
    groups: createGroups(),
    mixture: createMixture(),
    openViews: new Map(),
    openPurchases: new Map(),
    unsaved: { views: 0, purchases: 0, itemPages: new Set() },
    sweptAt: 0,
    workSpace: {
      neighbours: createNeighbourTable(),
      candidates: createCandidates(FEATURES.length),
      companions: createScores(),
      parts: {
        viewed: createScores(),
        sequential: createScores(),
        associated: createScores(),
        after: createScores(),
        near: createScores(),
        distant: createScores(),
        similar: createScores(),
        searched: createScores(),
      },
    },
  };
}
