import type { ConsentEffects } from "./consent.ts";
import { isRecord } from "./shape.ts";

/**
 * What the SDK remembers: in memory, and from the moment consent is granted also in localStorage,
 * so that the next page and the next tab find it. A full or blocked storage costs only that.
 */
export interface Kept extends ConsentEffects {
  /** The value, unless it is older than this or of another shape (as an older SDK may have left). */
  readonly get: <Value>(
    name: string,
    maxAgeMs: number,
    is: (value: unknown) => value is Value,
  ) => Value | undefined;
  readonly set: (name: string, value: unknown) => void;
}

interface Dated {
  readonly value: unknown;
  readonly at: number;
}

const isDated = (entry: unknown): entry is Dated =>
  isRecord(entry) && typeof entry["at"] === "number";

export function createKept(storage: Storage | undefined, prefix: string, now: () => number): Kept {
  const memory = new Map<string, Dated>();
  let allowed = false;

  const store = (entry: Dated, name: string) => {
    try {
      if (allowed) storage?.setItem(prefix + name, JSON.stringify(entry));
    } catch {
      // Full, or forbidden as in some private modes: memory still has it.
    }
  };
  const stored = (name: string): unknown => {
    try {
      if (allowed) return JSON.parse(storage?.getItem(prefix + name) ?? "null");
    } catch {
      // Not our JSON: as good as absent.
    }
    return undefined;
  };

  return {
    get(name, maxAgeMs, is) {
      // Storage first: another tab may have written it later.
      const entry = stored(name) ?? memory.get(name);
      if (!isDated(entry) || now() - entry.at > maxAgeMs) return undefined;
      return is(entry.value) ? entry.value : undefined;
    },
    set(name, value) {
      const entry = { value, at: now() };
      memory.set(name, entry);
      store(entry, name);
    },
    granted() {
      allowed = true;
      memory.forEach(store);
    },
    pending() {
      allowed = false;
    },
    denied() {
      allowed = false;
      memory.clear();
      for (const name in storage) {
        if (name.startsWith(prefix)) storage?.removeItem(name);
      }
    },
  };
}
