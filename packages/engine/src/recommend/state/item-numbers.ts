import { forgetGroup } from "../items/groups.ts";
import { forgetTraits } from "../text/traits.ts";
import { PAGE_ITEMS } from "./item-pages.ts";
import { forgetItems, numberOf, takeNumberOf } from "../items/item-table.ts";
import { forgetPopularity } from "../parts/popularity.ts";
import type { Recommender } from "./recommender.ts";
import { isHeld, newestEventOf } from "../log/session-log.ts";
import { isDescribed } from "../text/text-index.ts";

/** A full table is searched for items to forget once in this share of its size in views. */
const SWEEP_SHARE = 8;

/**
 * The number of an item. A full table makes room by forgetting items that nothing refers to any more:
 * no event in the logs, no description. Undefined when there is none.
 */
export function takeNumber(recommender: Recommender, id: string): number | undefined {
  const { items, views } = recommender;
  const number = takeNumberOf(items, id);
  if (number !== undefined) return number;
  // What nothing refers to is known when all is read.
  if (views.unread > 0 && isHeld(views, views.unread + 1)) return undefined;
  if (views.newest - recommender.sweptAt < items.mostItems / SWEEP_SHARE) return undefined;
  recommender.sweptAt = views.newest;
  forgetUnused(recommender);
  return takeNumberOf(items, id);
}

/** Whether anything was ever met or said of an item. */
export function isKnownItem({ items }: Recommender, id: string): boolean {
  return numberOf(items, id) !== undefined;
}

/** An item's id or count is not as it was stored. */
export function markChanged({ unsaved }: Recommender, item: number): void {
  unsaved.itemPages.add(Math.floor(item / PAGE_ITEMS));
}

/** Nothing of any item is as it was stored. */
export function markAllChanged({ unsaved, items }: Recommender): void {
  for (let page = 0; page * PAGE_ITEMS < items.size; page++) unsaved.itemPages.add(page);
}

function forgetUnused(recommender: Recommender): void {
  const { items, views, purchases, texts, popularity, traits, groups } = recommender;
  const isNeeded = (item: number): boolean =>
    newestEventOf(views, item) !== 0 ||
    newestEventOf(purchases, item) !== 0 ||
    isDescribed(texts, item);
  for (const item of forgetItems(items, isNeeded)) {
    forgetPopularity(popularity, item);
    forgetTraits(traits, item);
    forgetGroup(groups, item);
    markChanged(recommender, item);
  }
}
