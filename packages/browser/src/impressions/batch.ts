/**
 * Items an event can carry within the 4 kB that the edge takes of its params, with ids of 100
 * characters and the name of their list.
 */
const MAX_ITEMS = 20;

/** Products of a row come into view together. */
const BATCH_MS = 500;

export interface Batch<Item> {
  readonly add: (item: Item) => void;
  readonly flush: () => void;
}

/** Collects for half a second what `send` then gets at once, in portions. */
export function createBatch<Item>(send: (items: readonly Item[]) => void): Batch<Item> {
  let waiting: Item[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const items = waiting;
    waiting = [];
    for (let from = 0; from < items.length; from += MAX_ITEMS) {
      send(items.slice(from, from + MAX_ITEMS));
    }
  };
  return {
    add(item) {
      waiting.push(item);
      timer ??= setTimeout(flush, BATCH_MS);
    },
    flush,
  };
}
