import type { ConsentFollower } from "./consent.ts";
import type { Store } from "../storage/store.ts";

/**
 * What the SDK remembers: in memory, and from the moment consent is granted also in localStorage,
 * so that the next page and the next tab find it. A full or blocked storage costs only that.
 */
export interface Kept extends ConsentFollower {
  /** The value, unless it is older than this or of another shape (as an older SDK may have left). */
  readonly get: <Value>(
    name: string,
    is: (value: unknown) => value is Value,
    maxAgeMs?: number,
  ) => Value | undefined;
  readonly set: (name: string, value: unknown) => void;
}

interface Dated {
  readonly value: unknown;
  readonly at: number;
}

export function createKept(store: Store, prefix: string, now: () => number): Kept {
  const memory = new Map<string, Dated>();
  let allowed = false;

  const write = (entry: Dated, name: string) => {
    if (allowed) store.set(prefix + name, entry);
  };

  return {
    get(name, is, maxAgeMs = Infinity) {
      // Storage first: another tab may have written it later.
      const entry = (allowed && store.get(prefix + name)) || memory.get(name) || {};
      const { value, at } = entry as Dated; // If it is not, no age is small enough.
      return now() - at <= maxAgeMs && is(value) ? value : undefined;
    },
    set(name, value) {
      const entry = { value, at: now() };
      memory.set(name, entry);
      write(entry, name);
    },
    follow(mayStore, mustForget) {
      allowed = mayStore;
      if (allowed) memory.forEach(write);
      if (mustForget) {
        memory.clear();
        store.discard(prefix);
      }
    },
  };
}
