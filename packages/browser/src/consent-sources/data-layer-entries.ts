import { quietly } from "../attach/quietly.ts";

/**
 * Calls `hear` with every entry of the page's dataLayer: those that are there, at once, and each
 * later one after the push itself. Google Tag Manager and others wrap `push` too, before or after;
 * ours passes everything through as it came.
 * Returns what stops it: a wrapper of others may hold on to ours, which then does nothing more.
 */
export function hearEntries(name: string, hear: (entries: readonly unknown[]) => void): () => void {
  const page = globalThis as unknown as Record<string, unknown[] | undefined>;
  const layer = (page[name] ??= []);
  const listen = quietly(hear);
  let stopped = false;
  listen(Array.from(layer));
  const { push } = layer;
  layer.push = function pushAndHear(...entries) {
    try {
      return push.apply(this, entries);
    } finally {
      if (!stopped) listen(entries);
    }
  };
  return () => {
    stopped = true;
  };
}
