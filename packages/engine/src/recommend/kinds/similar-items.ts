import { scoreAssociationRules } from "../parts/association-rules.ts";
import { clearParts } from "../proposing/score-parts.ts";
import { rarityOf } from "../parts/popularity.ts";
import type { Allowed, Found } from "./found.ts";
import { asFound, bestScores } from "./found.ts";
import { idOf, numberOf } from "../items/item-table.ts";
import { groupsOf } from "../items/groups.ts";
import type { Recommender } from "../state/recommender.ts";
import type { Scores } from "../scores/scores.ts";
import {
  addScore,
  foundItem,
  greatestScore,
  scaleScore,
  scoreIn,
  scoreOf,
} from "../scores/scores.ts";
import { scoreSimilarTexts } from "../text/text-index.ts";
import { witnessesOf } from "./witnesses.ts";

const MOST_EVENTS = 1000;
/** Presumed of an item: looked at in as many visits with nothing in particular. One visitor's looks are no likeness. */
const PRESUMED_VISITS = 5;
/** Visits that are counted: those beyond change next to nothing. */
const MOST_VISITS = 60;

/**
 * Items looked at in the same sessions, weighed by rarity so that what everybody looks at is not like
 * everything; and items described alike, which is all there is for a new one. Each half counts as a
 * share of its best, that of common sessions the more the more there are of them.
 */
export function recommendSimilar(
  recommender: Recommender,
  id: string,
  limit: number,
  allowed: Allowed,
): Found[] {
  const { items, views, texts, popularity, workSpace } = recommender;
  const { associated, similar, after: both } = workSpace.parts;
  const item = numberOf(items, id);
  if (item === undefined) return [];
  clearParts(recommender);
  scoreAssociationRules(views, item, MOST_EVENTS, 0, associated);
  const [company] = bestScores(associated, 1, () => true);
  const together = company ? visitsTogether(recommender, id, company.item) : 0;
  for (let i = 0; i < associated.count; i++) {
    scaleScore(associated, i, rarityOf(popularity, foundItem(associated, i)));
  }
  const perTogether = together / (together + PRESUMED_VISITS) / greatestScore(associated);
  const groupAt = groupsOf(recommender);
  scoreSimilarTexts(texts, item, groupAt, similar);
  const take = (scores: Scores, scale: number): void => {
    for (let i = 0; i < scores.count; i++) {
      addScore(both, foundItem(scores, i), scoreIn(scores, i) * scale);
    }
  };
  take(associated, perTogether);
  take(similar, 1 / greatestScore(similar));
  const best = bestScores(both, limit, allowed, groupAt);
  return asFound(best, (other) => {
    const mainly = scoreOf(associated, other) * perTogether >= scoreOf(both, other) / 2;
    if (!mainly) return { reason: "similar" };
    const isAlike = scoreOf(similar, other) > 0;
    return { reason: "associated", ...(isAlike ? { otherwise: "similar" } : {}) };
  });
}

/** As far back as is looked for them: at least the one visit that was found. */
function visitsTogether(recommender: Recommender, item: string, company: number): number {
  const other = idOf(recommender.items, company) ?? null;
  const meeting = { item, other, in: "views", visitor: undefined } as const;
  return Math.max(1, witnessesOf(recommender, meeting, MOST_VISITS));
}
