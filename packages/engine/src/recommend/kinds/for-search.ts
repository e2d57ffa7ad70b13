import { clearParts } from "../proposing/score-parts.ts";
import { countsAt } from "../parts/popularity.ts";
import type { Allowed, Found } from "./found.ts";
import { asFound, bestScores } from "./found.ts";
import { groupsOf } from "../items/groups.ts";
import type { Recommender } from "../state/recommender.ts";
import { foundItem, scaleScore } from "../scores/scores.ts";
import { scoreSearch } from "../text/text-index.ts";

/** Items described in the words of the search; of those alike the more popular first. */
export function recommendForSearch(
  recommender: Recommender,
  search: string,
  limit: number,
  now: number,
  allowed: Allowed,
): Found[] {
  const { texts, popularity, workSpace } = recommender;
  const { searched } = workSpace.parts;
  clearParts(recommender);
  const groupAt = groupsOf(recommender);
  scoreSearch(texts, search, groupAt, searched);
  const count = countsAt(popularity, now);
  for (let i = 0; i < searched.count; i++) {
    const item = foundItem(searched, i);
    scaleScore(searched, i, 1 + Math.log1p(count(item)));
  }
  const best = bestScores(searched, limit, allowed, groupAt);
  return asFound(best, () => ({ reason: "searched" }));
}
