import type { FeedItem, RecommendationSettings } from "@nextmove/contract";
import { HEAD_CANDIDATES, type HeadList } from "@nextmove/engine";
import { boostOf, folded } from "./rules.ts";

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

/** Lets this many of each group pass, and everything that belongs to no group. */
const quota = (most: number | null) => {
  const taken = new Map<string, number>();
  return {
    hasRoom: (group: string | undefined): boolean =>
      most === null || group === undefined || (taken.get(folded(group)) ?? 0) < most,
    take(group: string | undefined): void {
      if (most === null || group === undefined) return;
      const key = folded(group);
      taken.set(key, (taken.get(key) ?? 0) + 1);
    },
  };
};

/** A candidate with what the shop's rules multiply its score by. */
type Boosted<Candidate> = Candidate & { boost: number };

/** A candidate where it came to stand. */
export interface Placed<Candidate> {
  candidate: Candidate;
  /** Probability of coming to stand there, given what stands before it; 1 for what was not drawn. */
  probability: number;
  /** What the head's model goes by; undefined behind the head. */
  features?: string;
}

/**
 * The list that is shown: pinned products first, then the head as it is drawn, the rest by boosted
 * score; with at most this many of one category or brand. Rather fewer products than a rule broken.
 *
 * @param candidates best first, all of them allowed
 * @param drawHead draws from pinned products and the best candidates, best first by boosted score
 */
export const arrange = <Candidate extends { item: string; score: number }>(
  pinned: readonly Candidate[],
  candidates: readonly Candidate[],
  itemOf: (id: string) => FeedItem | undefined,
  settings: RecommendationSettings,
  limit: number,
  now: number,
  drawHead: (candidates: readonly Boosted<Candidate>[]) => HeadList,
): Placed<Candidate>[] => {
  const feed = chooses(settings) ? itemOf : () => undefined;
  const boosted = (candidate: Candidate): Boosted<Candidate> => {
    const item = feed(candidate.item);
    return { ...candidate, boost: item ? boostOf(item, settings, now) : 1 };
  };
  const isPinned = new Set(pinned.map(({ item }) => item));
  const rated = candidates.filter(({ item }) => !isPinned.has(item)).map(boosted);
  // Stable: equals stay in the order they came in. What only fills the list has no score to boost.
  rated.sort((left, right) =>
    left.score === 0 && right.score === 0
      ? right.boost - left.boost
      : right.score * right.boost - left.score * left.boost,
  );
  const first = pinned.map(boosted);
  const head = [...first, ...rated.slice(0, HEAD_CANDIDATES - first.length)];
  const draw = drawHead(head);

  const categories = quota(settings.most_per_category);
  const brands = quota(settings.most_per_brand);
  const isLimited = settings.most_per_category !== null || settings.most_per_brand !== null;
  const groupsOf = ({ item: id }: Candidate) => {
    const item = feed(id);
    return { category: item?.category?.join(">") ?? item?.product_type, brand: item?.brand };
  };
  const mayPass = (candidate: Candidate): boolean => {
    if (!isLimited) return true;
    const { category, brand } = groupsOf(candidate);
    return categories.hasRoom(category) && brands.hasRoom(brand);
  };
  const list: Placed<Candidate>[] = [];
  const place = (candidate: Candidate, probability: number, features?: string): void => {
    if (isLimited) {
      const { category, brand } = groupsOf(candidate);
      categories.take(category);
      brands.take(brand);
    }
    list.push({ candidate, probability, ...(features === undefined ? {} : { features }) });
  };
  for (const [index, candidate] of first.slice(0, limit).entries()) {
    place(candidate, 1, draw.featuresAt(index, index));
  }
  const isOpen = (index: number): boolean => {
    const candidate = head[index];
    return index >= first.length && candidate !== undefined && mayPass(candidate);
  };
  while (list.length < limit) {
    const drawn = draw.next(isOpen);
    const candidate = drawn && head[drawn.index];
    if (!candidate) break;
    place(candidate, drawn.probability, draw.featuresAt(drawn.index, list.length));
  }
  for (const candidate of rated.slice(head.length - first.length)) {
    if (list.length >= limit) break;
    if (mayPass(candidate)) place(candidate, 1);
  }
  return list;
};
