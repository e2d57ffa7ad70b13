import { noteGroup } from "../items/groups.ts";
import { noteTraits } from "../text/traits.ts";
import { isKnownItem, markChanged, takeNumber } from "./item-numbers.ts";
import type { Recommender } from "./recommender.ts";
import { describe } from "../text/text-index.ts";
import type { ItemText } from "../text/words.ts";

/**
 * Takes up what the feed says of an item, so that it can be found and recommended before anybody has
 * looked at it. False when there is no room for another item.
 */
export function describeItem(recommender: Recommender, id: string, text: ItemText): boolean {
  const isKnown = isKnownItem(recommender, id);
  const item = takeNumber(recommender, id);
  if (item === undefined) return false;
  // Descriptions are not stored, so of a known item nothing is that has to be.
  if (!isKnown) markChanged(recommender, item);
  describe(recommender.texts, item, text);
  noteTraits(recommender.traits, item, text);
  noteGroup(recommender.groups, item, id, text.group);
  return true;
}
