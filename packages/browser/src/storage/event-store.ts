import { createStore, promisifyRequest } from "idb-keyval";
import type { Entry } from "./entry.ts";

/** Where the journal lies between pages. Every method may reject: storage is never certain. */
export interface EventStore {
  readonly putEntry: (entry: Entry) => Promise<void>;
  readonly allEntries: () => Promise<readonly Entry[]>;
  readonly discard: (ids: readonly string[]) => Promise<void>;
  readonly clear: () => Promise<void>;
}

/** A store in IndexedDB under this name; nothing is opened or created before its first use. */
export function createEventStore(name: string): EventStore {
  const store = createStore(name, "events");
  /** The transaction that is not begun yet, and still takes entries. */
  let next: Promise<void> | undefined;
  let entries: Entry[] = [];

  // async, because reading `indexedDB` itself throws where storage is forbidden.
  const write = async (change: (events: IDBObjectStore) => void): Promise<void> =>
    store("readwrite", (events) => {
      change(events);
      const { transaction } = events;
      const done = promisifyRequest(transaction);
      // At once, not when its requests have been answered: by then the page may be gone, and what
      // is not committed is undone with it.
      transaction.commit?.();
      return done;
    });

  return {
    putEntry(entry) {
      // What comes in one task shares a transaction: one would wait for the other, and the page
      // does not wait for them.
      if (!next) {
        const taken: Entry[] = (entries = []);
        const begin = () => (next = undefined);
        next = write((events) => {
          begin();
          for (const each of taken) events.put(each, each.id);
        });
        void next.catch(begin);
      }
      entries.push(entry);
      return next;
    },
    allEntries: async () =>
      store("readonly", (events) => promisifyRequest<Entry[]>(events.getAll())),
    discard: (ids) => write((events) => ids.forEach((id) => events.delete(id))),
    async clear() {
      // Clearing would create a database that is not there. Deleting one that another tab has open
      // would block every later opening until that tab is gone, so it is emptied.
      const known = await indexedDB.databases?.();
      if (known?.every((database) => database.name !== name)) return;
      await write((events) => events.clear());
    },
  };
}
