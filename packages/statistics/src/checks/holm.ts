/**
 * p-values adjusted for being several, in the order given: each one at most α is significant with an
 * error of α for all of them together (Holm 1979).
 */
export function holm(ps: readonly number[]): number[] {
  const ascending = ps.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p);
  const adjusted = [...ps];
  let largest = 0;
  for (const [rank, { p, i }] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, (ps.length - rank) * p));
    adjusted[i] = largest;
  }
  return adjusted;
}
