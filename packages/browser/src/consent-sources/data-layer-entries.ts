/**
 * Calls `hear` with every entry of the page's dataLayer: those that are there, at once, and each
 * later one after the push itself. Google Tag Manager and others wrap `push` too, before or after;
 * ours passes everything through as it came.
 * Returns what stops it: a wrapper of others may hold on to ours, which then does nothing more.
 */
export function hearEntries(name: string, hear: (entry: unknown) => void): () => void {
  const page = globalThis as unknown as Record<string, unknown>;
  page[name] ??= [];
  const layer = page[name] as unknown[];
  let stopped = false;
  for (const entry of Array.from(layer)) hear(entry);
  const { push } = layer;
  layer.push = function pushAndHear(...entries) {
    try {
      return push.apply(this, entries);
    } finally {
      if (!stopped) entries.forEach(hear);
    }
  };
  return () => {
    stopped = true;
  };
}
