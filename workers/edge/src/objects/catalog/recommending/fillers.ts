import type { FeedItem, RecommendationSettings } from "@nextmove/contract";
import { boostOf, isOffered } from "./rules.ts";

/**
 * Products that fill a list: those the shop would rather sell, then others in the feed's order. Of one
 * product's variants one.
 *
 * @param first the feed's first items; what they say is at hand, so nothing has to be read
 * @param taken products that are in the list or must not be
 */
export const fillersFor = (
  first: Iterable<FeedItem>,
  room: number,
  taken: Iterable<string>,
  settings: RecommendationSettings,
  now: number,
): string[] => {
  const products = new Set(taken);
  const wished: string[] = [];
  const others: string[] = [];
  const boosts = settings.boost.length > 0;
  for (const item of first) {
    if (wished.length >= room || (!boosts && others.length >= room)) break;
    const { id, group_id: product = id } = item;
    const list = boosts && boostOf(item, settings, now) > 1 ? wished : others;
    if (list.length >= room || products.has(product) || !isOffered(item, settings, now)) continue;
    products.add(product);
    list.push(id);
  }
  return [...wished, ...others].slice(0, room);
};
