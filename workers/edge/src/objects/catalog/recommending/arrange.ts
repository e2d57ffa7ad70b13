import type { FeedItem, RecommendationSettings } from "@nextmove/contract";
import { boostOf } from "./rules.ts";

/** How many more products than asked for are looked at, so that boosts and diversity can choose. */
const CHOICE_FACTOR = 3;
const CHOICE_MINIMUM = 24;

/** Whether the feed is asked how products are arranged. */
const chooses = ({ boost, most_per_category, most_per_brand }: RecommendationSettings): boolean =>
  boost.length > 0 || most_per_category !== null || most_per_brand !== null;

/** How many candidates a list of a length is arranged from. */
export const choiceFor = (limit: number, settings: RecommendationSettings): number => {
  return chooses(settings) ? Math.max(limit * CHOICE_FACTOR, limit + CHOICE_MINIMUM) : limit;
};

/** Lets so many of each group pass; what belongs to no group always does. */
const quota = (most: number | null) => {
  const taken = new Map<string, number>();
  return {
    hasRoom: (group: string | undefined): boolean =>
      most === null || group === undefined || (taken.get(group) ?? 0) < most,
    take(group: string | undefined): void {
      if (group !== undefined) taken.set(group, (taken.get(group) ?? 0) + 1);
    },
  };
};

/**
 * The list that is shown: pinned products first, then by boosted score, with at most so many of one
 * category or brand. Rather fewer products than a rule broken.
 *
 * @param candidates best first, all of them allowed
 */
export const arrange = <Candidate extends { item: string; score: number }>(
  pinned: readonly Candidate[],
  candidates: readonly Candidate[],
  itemOf: (id: string) => FeedItem | undefined,
  settings: RecommendationSettings,
  limit: number,
  now: number,
): Candidate[] => {
  if (!chooses(settings)) {
    const first = new Set(pinned.map(({ item }) => item));
    return [...pinned, ...candidates.filter(({ item }) => !first.has(item))].slice(0, limit);
  }
  const isPinned = new Set(pinned.map(({ item }) => item));
  const rated = candidates.flatMap((candidate) => {
    if (isPinned.has(candidate.item)) return [];
    const item = itemOf(candidate.item);
    const factor = item ? boostOf(item, settings, now) : 1;
    return [{ candidate, value: candidate.score * factor }];
  });
  // Stable: equals stay in the order they came in.
  rated.sort((left, right) => right.value - left.value);

  const categories = quota(settings.most_per_category);
  const brands = quota(settings.most_per_brand);
  const list: Candidate[] = [];
  for (const candidate of [...pinned, ...rated.map((one) => one.candidate)]) {
    if (list.length >= limit) break;
    const item = itemOf(candidate.item);
    const category = item?.category?.join(">") ?? item?.product_type;
    const mayPass = categories.hasRoom(category) && brands.hasRoom(item?.brand);
    if (!mayPass && !isPinned.has(candidate.item)) continue;
    categories.take(category);
    brands.take(item?.brand);
    list.push(candidate);
  }
  return list;
};
