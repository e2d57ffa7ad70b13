import { scoreAssociationRules } from "./parts/association-rules.ts";
import { bestScores } from "./kinds/found.ts";
import { clearParts, MOST_EVENTS, neighbourOptions } from "./proposing/score-parts.ts";
import { topItems } from "./parts/popularity.ts";
import { idOf, numberOf } from "./items/item-table.ts";
import type { Recommender } from "./state/recommender.ts";
import { scoreSequentialRules } from "./parts/sequential-rules.ts";
import { scoreNeighbours } from "./parts/session-neighbours.ts";
import { scoreSessionItems } from "./parts/session-items.ts";

/** Parts that can stand alone, as they do in the literature. */
export const LONE_PARTS = [
  "popularity",
  "session_items",
  "association_rules",
  "sequential_rules",
  "session_knn",
] as const;
export type LonePart = (typeof LONE_PARTS)[number];

/**
 * What one part alone would recommend, best first: to see what the mixture gains. Nothing is filled
 * up.
 *
 * @param session item ids, the latest last
 */
export function recommendByPart(
  recommender: Recommender,
  part: LonePart,
  session: readonly string[],
  limit: number,
): string[] {
  const { items: table, views, popularity, workSpace } = recommender;
  const { near, associated, sequential, viewed } = workSpace.parts;
  const items = session.flatMap((id) => numberOf(table, id) ?? []);
  const latest = items.at(-1);
  const idsOf = (numbers: readonly number[]): string[] =>
    numbers.flatMap((number) => idOf(table, number) ?? []);
  if (part === "popularity") return idsOf(topItems(popularity).slice(0, limit));
  if (latest === undefined) return [];

  clearParts(recommender);
  const best = (scores: typeof near): string[] =>
    idsOf(bestScores(scores, limit, () => true).map(({ item }) => item));
  switch (part) {
    case "session_items":
      scoreSessionItems(items, viewed);
      return best(viewed);
    case "association_rules":
      scoreAssociationRules(views, latest, MOST_EVENTS, 0, associated);
      return best(associated);
    case "sequential_rules":
      scoreSequentialRules(views, latest, MOST_EVENTS, 0, sequential);
      return best(sequential);
    case "session_knn": {
      const options = neighbourOptions(popularity);
      scoreNeighbours(views, items, 0, options, workSpace.neighbours, workSpace.parts);
      return best(near);
    }
  }
}
