import type { DecideRequest } from "../api.ts";

/**
 * The edge's last ranking of the case as a fallback: those of its actions that are possible now,
 * then those it did not rank. Empty when nothing of it is left.
 */
export function rerank(
  { actions: possible, limit }: DecideRequest,
  ranked: readonly string[],
): readonly string[] {
  if (!possible) return ranked.slice(0, limit);
  const known = ranked.filter((action) => possible.includes(action));
  if (known.length === 0) return known;
  return [...new Set([...known, ...possible])].slice(0, limit);
}
