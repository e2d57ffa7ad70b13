import { recommendBoughtTogether } from "./kinds/bought-together.ts";
import type { Rated } from "./scores/best.ts";
import type { Allowed, Found } from "./kinds/found.ts";
import { asFound } from "./kinds/found.ts";
import { recommendForSession } from "./kinds/for-session.ts";
import { groupOf, groupsOf } from "./items/groups.ts";
import { idOf } from "./items/item-table.ts";
import { countsAt, topItems } from "./parts/popularity.ts";
import type { Recommender } from "./state/recommender.ts";
import type {
  Recommendation,
  RecommendationOptions,
  RecommendationRequest,
} from "./kinds/request.ts";
import { recommendForSearch } from "./kinds/for-search.ts";
import { recommendSimilar } from "./kinds/similar-items.ts";

/**
 * At most `limit` items, best first, and of the variants of one product only the best. Never fails: what
 * nobody has seen is passed over, and a list that comes out short is filled with what is popular lately.
 */
export function recommend(
  recommender: Recommender,
  request: RecommendationRequest,
  options: RecommendationOptions,
): Recommendation[] {
  const allowed = permission(recommender, subjectsOf(request), options);
  const limit = Math.max(0, Math.floor(options.limit));
  const found = find(recommender, request, limit, options.now, allowed);
  const groupAt = groupsOf(recommender);
  const taken = new Set(found.map(({ number }) => groupAt(number)));
  for (const number of topItems(recommender.popularity)) {
    if (found.length >= limit) break;
    if (taken.has(groupAt(number)) || !allowed(number)) continue;
    taken.add(groupAt(number));
    found.push({ number, score: 0, reason: "popular" });
  }
  return found.flatMap(({ number, ...rest }) => {
    const item = idOf(recommender.items, number);
    return item === undefined ? [] : [{ item, ...rest }];
  });
}

function find(
  recommender: Recommender,
  request: RecommendationRequest,
  limit: number,
  now: number,
  allowed: Allowed,
): Found[] {
  switch (request.kind) {
    case "session":
      return recommendForSession(recommender, request, limit, now, allowed);
    case "similar":
      return recommendSimilar(recommender, request.item, limit, allowed);
    case "bought-together":
      return recommendBoughtTogether(recommender, request.items, limit, allowed);
    case "search":
      return recommendForSearch(recommender, request.search, limit, now, allowed);
    case "trending":
      return trending(recommender, limit, now, allowed);
  }
}

function trending(recommender: Recommender, limit: number, now: number, allowed: Allowed): Found[] {
  const { popularity } = recommender;
  const groupAt = groupsOf(recommender);
  const count = countsAt(popularity, now);
  const taken = new Set<number>();
  const top: number[] = [];
  for (const item of topItems(popularity)) {
    if (top.length >= limit) break;
    if (taken.has(groupAt(item)) || !allowed(item)) continue;
    taken.add(groupAt(item));
    top.push(item);
  }
  const rated = top.map((item): Rated => ({ item, value: count(item) }));
  return asFound(rated, () => ({ reason: "popular" }));
}

/** What a list is about is no part of it. */
function subjectsOf(request: RecommendationRequest): readonly string[] {
  if (request.kind === "similar") return [request.item];
  return request.kind === "bought-together" ? request.items : [];
}

function permission(
  { items, groups }: Recommender,
  subjects: readonly string[],
  { exclude, allowed }: RecommendationOptions,
): Allowed {
  const about = new Set([...subjects, ...(exclude ?? [])]);
  const groupAt = groupsOf({ groups, items });
  const products = new Set(
    groups.isUsed ? Array.from(about, (id) => groupOf(groups, items, id)) : [],
  );
  return (number) => {
    const id = idOf(items, number);
    return (
      id !== undefined &&
      !about.has(id) &&
      (products.size === 0 || !products.has(groupAt(number))) &&
      allowed?.(id) !== false
    );
  };
}
