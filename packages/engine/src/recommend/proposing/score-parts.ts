import { scoreDistantItems } from "../parts/distant-items.ts";
import type { Recommender } from "../state/recommender.ts";
import { PARTS } from "../parts/part-names.ts";
import { clearScores } from "../scores/scores.ts";
import { scoreSessionItems } from "../parts/session-items.ts";
import type { NeighbourOptions } from "../parts/session-neighbours.ts";
import { scoreNeighbours } from "../parts/session-neighbours.ts";
import type { Popularity } from "../parts/popularity.ts";
import { rarityOf } from "../parts/popularity.ts";
import { groupsOf } from "../items/groups.ts";
import { scoreSearch, scoreSimilarTexts } from "../text/text-index.ts";

/**
 * Latest events of an item that rules and neighbours are drawn from: the most popular ones need no more
 * (docs/benchmarks.md), and following them along their sessions is most of what a list costs.
 */
export const MOST_EVENTS = 150;
const MOST_NEIGHBOURS = 200;

/** A visitor's session as the parts see it. */
export interface KnownSession {
  /** Item numbers, the latest last. */
  readonly items: readonly number[];
  /** The session itself in the log of views, which is no evidence for itself; 0 when it is not there. */
  readonly own: number;
  /** What the visitor searched for last. */
  readonly search?: string;
}

/** How neighbours are looked for. */
export function neighbourOptions(popularity: Popularity): NeighbourOptions {
  return {
    mostEvents: MOST_EVENTS,
    mostNeighbours: MOST_NEIGHBOURS,
    rarity: (item) => rarityOf(popularity, item),
  };
}

/** Has every part that goes by the session score it, into the work space. */
export function scoreParts(recommender: Recommender, session: KnownSession): void {
  const { views, popularity, texts, workSpace } = recommender;
  const { parts, neighbours, companions } = workSpace;
  clearParts(recommender);
  if (session.search !== undefined)
    scoreSearch(texts, session.search, groupsOf(recommender), parts.searched);
  const latest = session.items.at(-1);
  if (latest === undefined) return;
  scoreSessionItems(session.items, parts.viewed);
  const options = neighbourOptions(popularity);
  scoreNeighbours(views, session.items, session.own, options, neighbours, parts);
  scoreDistantItems(views, session.items, session.own, parts.near, companions, parts.distant);
  scoreSimilarTexts(texts, latest, groupsOf(recommender), parts.similar);
}

export function clearParts({ workSpace }: Recommender): void {
  for (const name of PARTS) clearScores(workSpace.parts[name]);
}
