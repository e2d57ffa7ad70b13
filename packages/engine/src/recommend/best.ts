/** A thing and how good it is. */
export interface Rated {
  readonly item: number;
  readonly value: number;
}

/** Every item is a group of its own. */
export const itself = (item: number): number => item;

/**
 * The best of many, best first; equals in the order of coming. Far fewer are wanted than there are,
 * so each is compared with the last of the best instead of sorting all.
 *
 * @param allowed asked only of those good enough
 * @param groupAt of each group only its best one counts
 */
export function bestOf(
  count: number,
  at: (place: number) => Rated,
  limit: number,
  allowed: (item: number) => boolean,
  groupAt: (item: number) => number = itself,
): Rated[] {
  const best: Rated[] = [];
  const groups: number[] = [];
  for (let i = 0; i < count; i++) {
    const rated = at(i);
    const last = best[limit - 1];
    if (last !== undefined && rated.value <= last.value) continue;
    if (limit === 0 || !allowed(rated.item)) continue;
    const group = groupAt(rated.item);
    const rival = groupAt === itself ? -1 : groups.indexOf(group);
    if (rival >= 0) {
      if (rated.value <= (best[rival]?.value ?? 0)) continue;
      best.splice(rival, 1);
      groups.splice(rival, 1);
    }
    let place = best.length;
    while (place > 0 && (best[place - 1]?.value ?? 0) < rated.value) place -= 1;
    best.splice(place, 0, rated);
    groups.splice(place, 0, group);
    if (best.length > limit) {
      best.pop();
      groups.pop();
    }
  }
  return best;
}
