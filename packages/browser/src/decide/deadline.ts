/** Default wait for a decision: what a visitor still takes for part of the page's loading. */
export const DEADLINE_MS = 300;
