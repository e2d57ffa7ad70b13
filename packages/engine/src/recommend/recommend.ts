import { recommendBoughtTogether } from "./bought-together.ts";
import type { Rated } from "./best.ts";
import type { Allowed, Found } from "./found.ts";
import { asFound } from "./found.ts";
import { recommendForSession } from "./for-session.ts";
import { groupAt, groupOf } from "./groups.ts";
import { countsAt, topItems } from "./popularity.ts";
import type { Recommender } from "./recommender.ts";
import type { Recommendation, RecommendationOptions, RecommendationRequest } from "./request.ts";
import { recommendForSearch } from "./for-search.ts";
import { recommendSimilar } from "./similar-items.ts";

/** How many more are looked at when too many are variants of others, and the most of them. */
const MORE_FACTOR = 4;
const MOST_ASKED = 1_000;

/**
 * At most `limit` items, best first, of variants of one product the best. Never fails: what nobody has
 * seen is passed over, and a list that comes out short is filled with what is popular of late.
 */
export function recommend(
  recommender: Recommender,
  request: RecommendationRequest,
  options: RecommendationOptions,
): Recommendation[] {
  const allowed = permission(recommender, subjectsOf(request), options);
  const limit = Math.max(0, Math.floor(options.limit));
  const found = findProducts(recommender, request, limit, options.now, allowed);
  const isNew = newProduct(recommender);
  for (const { number } of found) isNew(number);
  for (const number of topItems(recommender.popularity)) {
    if (found.length >= limit) break;
    if (!allowed(number) || !isNew(number)) continue;
    found.push({ number, score: 0, reason: "popular", because: null });
  }
  return found.flatMap(({ number, ...rest }) => {
    const item = recommender.items.ids[number];
    return item === undefined ? [] : [{ item, ...rest }];
  });
}

/** Variants may stand where other products could: then more are looked at. */
function findProducts(
  recommender: Recommender,
  request: RecommendationRequest,
  limit: number,
  now: number,
  allowed: Allowed,
): Found[] {
  for (let asked = limit; ; asked *= MORE_FACTOR) {
    const some = find(recommender, request, asked, now, allowed);
    if (!recommender.groups.isUsed) return some;
    const isNew = newProduct(recommender);
    const products = some.filter(({ number }) => isNew(number)).slice(0, limit);
    if (products.length === limit || some.length < asked || asked > MOST_ASKED) return products;
  }
}

/** Tells whether no variant of an item was asked about before. */
function newProduct({ items, groups }: Recommender): (number: number) => boolean {
  const taken = new Set<number>();
  return (number) => {
    const product = groups.isUsed ? groupAt(groups, items, number) : number;
    const isNew = !taken.has(product);
    taken.add(product);
    return isNew;
  };
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

function trending(
  { popularity }: Recommender,
  limit: number,
  now: number,
  allowed: Allowed,
): Found[] {
  const count = countsAt(popularity, now);
  const top = topItems(popularity).filter(allowed).slice(0, limit);
  const rated = top.map((item): Rated => ({ item, value: count(item) }));
  return asFound(rated, () => ({ reason: "popular", because: null }));
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
  const products = new Set(
    groups.isUsed ? Array.from(about, (id) => groupOf(groups, items, id)) : [],
  );
  return (number) => {
    const id = items.ids[number];
    return (
      id !== undefined &&
      !about.has(id) &&
      (products.size === 0 || !products.has(groupAt(groups, items, number))) &&
      allowed?.(id) !== false
    );
  };
}
