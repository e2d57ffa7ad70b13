import { quietly } from "../attach/quietly.ts";
import { isRecord } from "../plain/shape.ts";

/** Entries looked through for news; the Tag Manager itself keeps 300. */
const MAX_ENTRIES = 1_000;

/** When what went round our `push` is looked for: the page is complete, or may end. */
const MOMENTS = ["load", "visibilitychange"];

/**
 * Calls `hear` with every object in a dataLayer: those that are there at once, later ones in a
 * microtask after their push. The push itself is passed through as it came: same `this`, arguments,
 * result and exception. Others may wrap it again; where they replace it or the whole dataLayer, the
 * entries are found at the next of the moments above. Returns what stops it.
 */
export function listen(name: string, hear: (entry: unknown) => void): () => void {
  const page = window as unknown as Record<string, unknown>;
  let stopped = false;
  /** Entries, and the dataLayer itself once it is wrapped. */
  const heard = new WeakSet();

  // A getter or proxy of the page may throw; its other entries are still good.
  const hearQuietly = quietly((entry: unknown) => {
    if (stopped) return;
    heard.add(entry as object); // Throws for what is no object, and so no entry.
    hear(entry);
  });
  // A dataLayer that cannot be read or wrapped is left alone.
  const look = quietly(() => {
    const found = (page[name] ??= []);
    if (!isRecord(found)) return;
    const { push } = found;
    if (!heard.has(found) && typeof push === "function") {
      heard.add(found);
      // Assigned, it would fail where the page has frozen the prototype of arrays.
      Object.defineProperty(found, "push", {
        configurable: true,
        writable: true,
        value(this: unknown, ...entries: readonly unknown[]): unknown {
          try {
            return Reflect.apply(push, this, entries);
          } finally {
            void Promise.resolve(entries).then((pushed) => pushed.forEach(hearQuietly));
          }
        },
      });
    }
    for (const entry of Array.prototype.slice.call(found, -MAX_ENTRIES)) {
      if (!heard.has(entry)) hearQuietly(entry);
    }
  });

  for (const moment of MOMENTS) window.addEventListener(moment, look, true);
  look();
  return () => {
    stopped = true;
    for (const moment of MOMENTS) window.removeEventListener(moment, look, true);
  };
}
