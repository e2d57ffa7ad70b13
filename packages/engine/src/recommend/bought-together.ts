import { scoreAssociationRules } from "./association-rules.ts";
import { companionIn } from "./explain.ts";
import { clearParts } from "./parts.ts";
import type { Allowed, Found } from "./found.ts";
import { asFound, bestScores } from "./found.ts";
import { groupsOf } from "./groups.ts";
import type { Recommender } from "./recommender.ts";

const MOST_EVENTS = 1000;

/** What others put into one basket with these; where nobody has, what was looked at with them. */
export function recommendBoughtTogether(
  recommender: Recommender,
  ids: readonly string[],
  limit: number,
  allowed: Allowed,
): Found[] {
  const { items: table, purchases, views } = recommender;
  const basket = [...new Set(ids)].flatMap((id) => table.numbers.get(id) ?? []);
  const groupAt = groupsOf(recommender);
  const bought = together(purchases, "bought", limit, allowed);
  if (bought.length >= limit) return bought;
  const taken = new Set(bought.map(({ number }) => groupAt(number)));
  const others = (item: number): boolean => !taken.has(groupAt(item)) && allowed(item);
  const seen = together(views, "associated", limit - bought.length, others);
  // Below all that was bought together, whatever the counts.
  const least = bought.at(-1)?.score ?? 1;
  return [...bought, ...seen.map((found) => ({ ...found, score: found.score * least }))];

  function together(
    log: Recommender["views"],
    reason: "bought" | "associated",
    most: number,
    permitted: Allowed,
  ): Found[] {
    const { associated } = recommender.workSpace.parts;
    clearParts(recommender);
    for (const item of basket) scoreAssociationRules(log, item, MOST_EVENTS, 0, associated);
    const best = bestScores(associated, most, permitted, groupAt);
    return asFound(best, (item) => {
      const source = companionIn(log, item, basket);
      return { reason, because: source === undefined ? null : (table.ids[source] ?? null) };
    });
  }
}
