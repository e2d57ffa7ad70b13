import { isRecord } from "../shape.ts";

/** Entries looked through for news; the Tag Manager itself keeps 300. */
const MAX_ENTRIES = 1_000;

/** When what went round our `push` are looked for: the page is complete, or may end. */
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
  let layer: unknown;
  const heard = new WeakSet();

  const hearSafely = (entry: unknown) => {
    try {
      if (stopped) return;
      heard.add(entry as object); // Throws for what is no object, and so no entry.
      hear(entry);
    } catch {
      // A getter or proxy of the page threw; its other entries are still good.
    }
  };
  const look = () => {
    try {
      const found = (page[name] ??= []);
      if (stopped || !isRecord(found)) return;
      const { push } = found;
      if (found !== layer && typeof push === "function") {
        layer = Object.assign(found, {
          push(this: unknown, ...entries: readonly unknown[]): unknown {
            try {
              return Reflect.apply(push, this, entries);
            } finally {
              void Promise.resolve(entries).then((pushed) => pushed.forEach(hearSafely));
            }
          },
        });
      }
      for (const entry of Array.prototype.slice.call(found, -MAX_ENTRIES)) {
        if (!heard.has(entry)) hearSafely(entry);
      }
    } catch {
      // A dataLayer that cannot be read or wrapped is left alone.
    }
  };

  for (const moment of MOMENTS) window.addEventListener(moment, look, true);
  look();
  return () => {
    stopped = true;
    for (const moment of MOMENTS) window.removeEventListener(moment, look, true);
  };
}
