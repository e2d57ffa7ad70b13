/** A thing and how good it is. */
export interface Rated {
  readonly item: number;
  readonly value: number;
}

/**
 * The best of many, best first; equals in the order of coming. Far fewer are wanted than there are,
 * so each is compared with the last of the best instead of sorting all.
 *
 * @param allowed asked only of those good enough
 */
export function bestOf(
  count: number,
  at: (place: number) => Rated,
  limit: number,
  allowed: (item: number) => boolean,
): Rated[] {
  const best: Rated[] = [];
  for (let i = 0; i < count; i++) {
    const rated = at(i);
    const last = best[limit - 1];
    if (last !== undefined && rated.value <= last.value) continue;
    if (limit === 0 || !allowed(rated.item)) continue;
    let place = best.length;
    while (place > 0 && (best[place - 1]?.value ?? 0) < rated.value) place -= 1;
    best.splice(place, 0, rated);
    if (best.length > limit) best.pop();
  }
  return best;
}
