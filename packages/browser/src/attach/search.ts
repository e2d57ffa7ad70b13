import { quietly } from "./quietly.ts";

/** Dialogues and tags load late, but one that has not come by then is not on the page. */
const SEARCH_MS = 10_000;
const SEARCH_INTERVAL_MS = 250;

/**
 * Calls `found` once, at once or as soon as the page has it; gives up after ten seconds.
 * Returns what ends the search.
 */
export function searchUntilFound<Found>(
  look: () => Found | undefined,
  found: (it: Found) => void,
): () => void {
  let looksLeft = SEARCH_MS / SEARCH_INTERVAL_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const search = quietly(() => {
    const it = look();
    if (it !== undefined) found(it);
    else if (looksLeft-- > 0) timer = setTimeout(search, SEARCH_INTERVAL_MS);
  });
  search();
  return () => clearTimeout(timer);
}
