import type { FeedItem } from "@nextmove/contract";
import { Fillers } from "./fillers.ts";
import type { Range } from "./make-list.ts";

/** A feed in memory. */
export const rangeOf = (items: readonly FeedItem[]): Range => {
  const byId = new Map(items.map((item) => [item.id, item]));
  const lines = items.map((item) => JSON.stringify(item));
  const fillers = new Fillers({
    read: (id) => byId.get(id),
    pageFrom: (page) => (page === 0 ? { lines, next: 1 } : undefined),
  });
  return {
    isEmpty: byId.size === 0,
    beginList: () => undefined,
    find: (id) => byId.get(id),
    has: (id) => byId.has(id),
    isInStock: () => undefined,
    fillersFor: (...asked) => fillers.pick(...asked),
  };
};
