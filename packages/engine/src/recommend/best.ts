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
 * @param itemAt the item in a place below `count`, of which `valueAt` says how good it is
 * @param allowed asked only of those good enough
 * @param groupAt of each group only its best one counts
 */
export function bestOf(
  count: number,
  itemAt: (place: number) => number,
  valueAt: (place: number) => number,
  limit: number,
  allowed: (item: number) => boolean,
  groupAt: (item: number) => number = itself,
): Rated[] {
  const best: Rated[] = [];
  const groups: number[] = [];
  if (limit === 0) return best;
  let least = -Infinity;
  for (let i = 0; i < count; i++) {
    const value = valueAt(i);
    if (value <= least) continue;
    const item = itemAt(i);
    if (!allowed(item)) continue;
    const group = groupAt(item);
    const rival = groupAt === itself ? -1 : groups.indexOf(group);
    if (rival >= 0) {
      if (value <= (best[rival]?.value ?? 0)) continue;
      best.splice(rival, 1);
      groups.splice(rival, 1);
    }
    let place = best.length;
    while (place > 0 && (best[place - 1]?.value ?? 0) < value) place -= 1;
    best.splice(place, 0, { item, value });
    groups.splice(place, 0, group);
    if (best.length > limit) {
      best.pop();
      groups.pop();
    }
    least = best[limit - 1]?.value ?? -Infinity;
  }
  return best;
}
