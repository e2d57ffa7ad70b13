// What a test has the page do. Whoever drives the browser sends these functions into it, so each has
// to stand alone.

/** Decides, and says at once that the decision is on the screen. Where it comes from. */
export const decideAndShow = async (): Promise<string | undefined> => {
  const decision = await window.nextmove?.decide?.({ deadline: 10_000 });
  decision?.shown();
  return decision?.source;
};

/** Tracks this many searches, at once. */
export const trackSearches = (times: number): void => {
  for (let n = 1; n <= times; n += 1) window.nextmove?.track?.("search", { search_term: `${n}` });
};

/** What waits on this page to be confirmed. */
export const waiting = (): number | undefined => window.nextmove?.inspect?.().journal.events;
