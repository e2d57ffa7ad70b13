import { scoreAssociationRules } from "../parts/association-rules.ts";
import { clearParts } from "../proposing/score-parts.ts";
import type { Allowed, Found } from "./found.ts";
import { asFound, bestScores } from "./found.ts";
import { numberOf } from "../items/item-table.ts";
import { groupsOf } from "../items/groups.ts";
import type { Recommender } from "../state/recommender.ts";
import { scoreOf } from "../scores/scores.ts";
import { scoreSimilarTexts } from "../text/text-index.ts";

const MOST_EVENTS = 1000;

/**
 * What others put into one basket with these; where too few have, what was looked at with them, then
 * what is described like the latest of them: all there is in a new shop.
 */
export function recommendBoughtTogether(
  recommender: Recommender,
  ids: readonly string[],
  limit: number,
  allowed: Allowed,
): Found[] {
  const { items: table, purchases, views, texts } = recommender;
  const { associated, similar } = recommender.workSpace.parts;
  const basket = [...new Set(ids)].flatMap((id) => numberOf(table, id) ?? []);
  const groupAt = groupsOf(recommender);
  const found: Found[] = [];
  const taken = new Set<number>();
  const isOpen = (item: number): boolean => !taken.has(groupAt(item)) && allowed(item);
  const ways = [() => together(purchases, "bought"), () => together(views, "associated"), alike];
  for (const way of ways) {
    if (found.length >= limit) break;
    // Not above what was found before, whatever the counts.
    const least = found.at(-1)?.score ?? 1;
    clearParts(recommender);
    for (const each of way()) {
      found.push({ ...each, score: each.score * least });
      taken.add(groupAt(each.number));
    }
  }
  return found;

  function together(log: Recommender["views"], reason: "bought" | "associated"): Found[] {
    for (const item of basket) scoreAssociationRules(log, item, MOST_EVENTS, 0, associated);
    if (associated.count === 0) return [];
    scoreAlike();
    const best = bestScores(associated, limit - found.length, isOpen, groupAt);
    return asFound(best, (item) => ({
      reason,
      ...(scoreOf(similar, item) > 0 ? { otherwise: "similar" } : {}),
    }));
  }

  function alike(): Found[] {
    scoreAlike();
    const best = bestScores(similar, limit - found.length, isOpen, groupAt);
    return asFound(best, () => ({ reason: "similar" }));
  }

  function scoreAlike(): void {
    const latest = basket.at(-1);
    if (latest !== undefined) scoreSimilarTexts(texts, latest, groupAt, similar);
  }
}
