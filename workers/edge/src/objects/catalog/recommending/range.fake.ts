import type { FeedItem } from "@nextmove/contract";
import type { Range } from "./make-list.ts";

/** A feed in memory. */
export const rangeOf = (items: readonly FeedItem[]): Range => {
  const byId = new Map(items.map((item) => [item.id, item]));
  return {
    isEmpty: byId.size === 0,
    beginList: () => undefined,
    find: (id) => byId.get(id),
    has: (id) => byId.has(id),
    isInStock: () => undefined,
    *first() {
      yield* byId.values();
    },
  };
};
