import { PARTS } from "../parts/part-names.ts";
import type { SparseVector } from "../../numeric/sparse.ts";
import { countsAt } from "../parts/popularity.ts";
import { numberOf } from "../items/item-table.ts";
import type { Recommender } from "../state/recommender.ts";
import type { Traits } from "../text/traits.ts";

/** A candidate for the head of a list, as the recommender or a rule of the shop put it there. */
export interface HeadCandidate {
  readonly item: string;
  /** 0 or more, in any unit: only the shares of the candidates' sum count. */
  readonly score: number;
  readonly reason: string;
}

/** What the list is for. */
export interface HeadContext {
  readonly kind: string;
  /** Looked at in this visit, the latest last. */
  readonly session: readonly string[];
  readonly basket: readonly string[];
}

const KINDS = ["session", "similar", "bought-together", "trending", "search"];
const REASONS = [...PARTS, "popular", "bought", "pinned", "range"];
/** Categories and brands share this many dimensions each, by hash. */
const BUCKETS = 24;

const SCORE = 0;
const INTERCEPT = 1;
const POPULARITY = 2;
const UNSEEN = 3;
const PRICE = 4;
const SESSION_CATEGORY = 5;
const BASKET_CATEGORY = 6;
const SESSION_BRAND = 7;
const RECENCY = 8;
const FIRST_KIND = 9;
const FIRST_REASON = FIRST_KIND + KINDS.length;
const FIRST_CATEGORY = FIRST_REASON + REASONS.length;
const FIRST_BRAND = FIRST_CATEGORY + BUCKETS;
const FIRST_PLACE = FIRST_BRAND + BUCKETS;
const LATER_PLACE = FIRST_PLACE + 1;

/** Of one candidate that are not 0: nine of its own, its kind, its reason, two categories and a brand. */
const MOST_FEATURES = FIRST_KIND + 5;
/** Features of the head's model. */
export const HEAD_DIMENSION = LATER_PLACE + 1;
/** Changes with the meaning of any feature: what was learned under another is worth nothing. */
export const HEAD_SPACE = 1;
export const SCORE_FEATURE = SCORE;
export const INTERCEPT_FEATURE = INTERCEPT;

/**
 * Presumed effects are alike for all features (see `solve.ts`), so one that may matter more has greater
 * values. How much any list brings is known least of all, and places differ more than products.
 */
export const INTERCEPT_VALUE = 3;
const PLACE_VALUE = 2;

/** A share of this many average ones says as little as none. */
const LEAST_SHARE = 0.05;
/** ln of how many times the visit's price a product costs, beyond which it is just dear or cheap. */
const FARTHEST_PRICE = 2;
/** Half of the ln of how many more events an item has than the usual candidate. */
const POPULARITY_VALUE = 0.5;

/** What a share of `score` among candidates of this mean says: about its ln, 0 for the usual one. */
export const scoreFeature = (score: number, mean: number): number =>
  mean > 0 ? Math.log(score / mean + LEAST_SHARE) : 0;

export const meanScore = (candidates: readonly HeadCandidate[]): number =>
  mean(candidates.map(({ score }) => score));

/** Takes a feature that is not 0; indices ascend. */
export type TakeFeature = (index: number, value: number) => void;

/** The features of a candidate by its index, one after the other: of most candidates nobody asks for them. */
export type HeadFeatures = (index: number, take: TakeFeature) => void;

/**
 * What the head's model goes by: the recommender's own score and reason, then what is known of each
 * candidate and of the visit, compared. Without the place in the list: see `placeFeature`.
 */
export function headFeatures(
  recommender: Recommender,
  context: HeadContext,
  candidates: readonly HeadCandidate[],
  now: number,
): HeadFeatures {
  const { items, popularity, traits } = recommender;
  const numbersOf = (ids: readonly string[]): number[] =>
    ids.flatMap((id) => numberOf(items, id) ?? []);
  const session = numbersOf(context.session);
  const basket = numbersOf(context.basket);
  const recency = new Map(session.map((item, place) => [item, 1 / (session.length - place)]));
  const sessionCategories = categoriesOf(traits, session);
  const basketCategories = categoriesOf(traits, basket);
  const brands = new Set(session.flatMap((item) => traits.brand[item] || []));
  const price = meanLogPrice(traits, [...session, ...basket]);
  const kind = KINDS.indexOf(context.kind);

  const countOf = countsAt(popularity, now);
  const known = candidates.map(({ item }) => numberOf(items, item));
  const counts = known.map((item) => Math.log1p(item === undefined ? 0 : countOf(item)));
  const usualCount = mean(counts);
  const usualScore = meanScore(candidates);

  return (i, take) => {
    const candidate = candidates[i];
    if (!candidate) return;
    const { score, reason } = candidate;
    const add: TakeFeature = (index, value) => {
      const stored = quantised(value);
      if (stored !== 0) take(index, stored);
    };
    // In ascending order of the indices.
    add(SCORE, scoreFeature(score, usualScore));
    add(INTERCEPT, INTERCEPT_VALUE);
    add(POPULARITY, POPULARITY_VALUE * ((counts[i] ?? 0) - usualCount));
    if (counts[i] === 0) add(UNSEEN, 1);
    const item = known[i];
    const [narrow, wide, brand] =
      item === undefined
        ? [0, 0, 0]
        : [traits.narrow[item] ?? 0, traits.wide[item] ?? 0, traits.brand[item] ?? 0];
    if (item !== undefined) {
      const dearer = (traits.logPrice[item] ?? NaN) - price;
      if (dearer) add(PRICE, Math.max(-FARTHEST_PRICE, Math.min(FARTHEST_PRICE, dearer)));
      if (narrow !== 0 && sessionCategories.has(narrow)) add(SESSION_CATEGORY, 1);
      if (narrow !== 0 && basketCategories.has(narrow)) add(BASKET_CATEGORY, 1);
      if (brand !== 0 && brands.has(brand)) add(SESSION_BRAND, 1);
      add(RECENCY, recency.get(item) ?? 0);
    }
    if (kind >= 0) add(FIRST_KIND + kind, 1);
    const because = REASONS.indexOf(reason);
    if (because >= 0) add(FIRST_REASON + because, 1);
    addHashed(add, FIRST_CATEGORY, narrow, wide);
    addHashed(add, FIRST_BRAND, brand, 0);
  };
}

/** The features of this many candidates as vectors. */
export function vectorsOf(features: HeadFeatures, candidates: number): SparseVector[] {
  // Of all one after the other: two arrays of their own each would be as many pieces of memory to free.
  const indices = new Uint16Array(MOST_FEATURES * candidates);
  const values = new Float64Array(MOST_FEATURES * candidates);
  let end = 0;
  const take: TakeFeature = (index, value) => {
    indices[end] = index;
    values[end] = value;
    end += 1;
  };
  return Array.from({ length: candidates }, (_, i) => {
    const from = end;
    features(i, take);
    return { indices: indices.subarray(from, end), values: values.subarray(from, end) };
  });
}

/**
 * The feature of the place where a candidate was shown, which follows its others: lower places are not
 * to be blamed on what stood there.
 */
export function placeFeature(place: number, take: TakeFeature): void {
  const index = place === 0 ? FIRST_PLACE : LATER_PLACE;
  const value = quantised(place === 0 ? PLACE_VALUE : PLACE_VALUE / (1 + Math.log(place)));
  if (value !== 0) take(index, value);
}

/** Steps of a stored value: what is learned from is exactly what was drawn by. */
export const VALUE_STEP = 1 / 32;
const GREATEST_STEPS = 127;

function quantised(value: number): number {
  const steps = Math.round(value / VALUE_STEP);
  return Math.max(-GREATEST_STEPS, Math.min(GREATEST_STEPS, steps)) * VALUE_STEP;
}

/** Signed, so that what shares a dimension cancels on average (Weinberger et al. 2009). */
function addHashed(
  add: (index: number, value: number) => void,
  from: number,
  first: number,
  second: number,
): void {
  const place = (hash: number): number => (hash >>> 1) % BUCKETS;
  const sign = (hash: number): number => ((hash & 1) === 0 ? 1 : -1);
  if (first === 0) return;
  if (second === 0 || second === first) add(from + place(first), sign(first));
  else if (place(first) === place(second)) add(from + place(first), sign(first) + sign(second));
  else {
    const [low, high] = place(first) < place(second) ? [first, second] : [second, first];
    add(from + place(low), sign(low));
    add(from + place(high), sign(high));
  }
}

function categoriesOf({ narrow }: Traits, items: readonly number[]): Set<number> {
  return new Set(items.flatMap((item) => narrow[item] || []));
}

/** ln of the usual price; NaN when none is known. */
function meanLogPrice({ logPrice }: Traits, items: readonly number[]): number {
  const known = items.map((item) => logPrice[item] ?? NaN).filter((price) => !Number.isNaN(price));
  return known.length === 0 ? NaN : mean(known);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
