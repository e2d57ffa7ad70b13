import { clearParts } from "../proposing/score-parts.ts";
import { countsAt } from "../parts/popularity.ts";
import type { Allowed, Found } from "./found.ts";
import { asFound, bestScores } from "./found.ts";
import { groupsOf } from "../items/groups.ts";
import type { Recommender } from "../state/recommender.ts";
import {
  addScore,
  clearScores,
  foundItem,
  scaleScore,
  scoreIn,
  scoreOf,
} from "../scores/scores.ts";
import { scoreWords, weightOfWords, wordsOfSearch } from "../text/text-index.ts";

/**
 * An item that has a share of the search counts this power of it. With half of it, it would have to be met three
 * million times to come before one with all of it that nobody has met: who names a thing in full is not shown
 * another colour of it.
 */
const WHOLE = 4;

/** Items described in the words of the search, best in all of them; of those alike the more popular first. */
export function recommendForSearch(
  recommender: Recommender,
  search: string,
  limit: number,
  now: number,
  allowed: Allowed,
): Found[] {
  const { texts, popularity, workSpace } = recommender;
  const { searched, similar: ofWord, near: shared } = workSpace.parts;
  clearParts(recommender);
  const groupAt = groupsOf(recommender);
  let all = 0;
  for (const words of wordsOfSearch(texts, search)) {
    const weight = weightOfWords(texts, words);
    clearScores(ofWord);
    scoreWords(texts, words, groupAt, ofWord);
    if (ofWord.count === 0) continue;
    all += weight;
    for (let i = 0; i < ofWord.count; i++) {
      const item = foundItem(ofWord, i);
      addScore(searched, item, scoreIn(ofWord, i));
      addScore(shared, item, weight);
    }
  }
  const count = countsAt(popularity, now);
  for (let i = 0; i < searched.count; i++) {
    const item = foundItem(searched, i);
    const share = scoreOf(shared, item) / all;
    scaleScore(searched, i, share ** WHOLE * (1 + Math.log1p(count(item))));
  }
  const best = bestScores(searched, limit, allowed, groupAt);
  return asFound(best, () => ({ reason: "searched" }));
}
