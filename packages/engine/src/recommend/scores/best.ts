/** A thing and how good it is. */
export interface Rated {
  readonly item: number;
  readonly value: number;
}

/** Every item is a group of its own. */
export const itself = (item: number): number => item;

/** Of these the best are looked at first; of a list of 24 that is as a rule enough, whatever is not allowed. */
const LEADERS = 64;

// Work space: the best so far, best first, by their places.
const leaders = new Uint32Array(LEADERS + 1);
const leading = new Float64Array(LEADERS + 1);

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
  if (limit === 0) return best;
  const groups = new Set<number>();
  /** Takes a place if it may be; says whether there are enough. */
  const take = (place: number, value: number): boolean => {
    const item = itemAt(place);
    const group = groupAt(item);
    if (groups.has(group) || !allowed(item)) return false;
    groups.add(group);
    best.push({ item, value });
    return best.length === limit;
  };
  const found = lead(count, valueAt);
  for (let i = 0; i < found; i++) {
    if (take(leaders[i] ?? 0, leading[i] ?? 0)) return best;
  }
  if (found === count) return best;
  const taken = new Set(leaders.subarray(0, found));
  const others = Array.from({ length: count }, (_, place) => ({ place, value: valueAt(place) }))
    .filter(({ place }) => !taken.has(place))
    .sort((left, right) => right.value - left.value);
  for (const { place, value } of others) if (take(place, value)) break;
  return best;
}

/** Finds the leaders, and says how many there are. */
function lead(count: number, valueAt: (place: number) => number): number {
  let found = 0;
  let least = -Infinity;
  for (let place = 0; place < count; place++) {
    const value = valueAt(place);
    if (value <= least) continue;
    let at = found;
    for (; at > 0 && (leading[at - 1] ?? 0) < value; at--) {
      leading[at] = leading[at - 1] ?? 0;
      leaders[at] = leaders[at - 1] ?? 0;
    }
    leading[at] = value;
    leaders[at] = place;
    if (found < LEADERS) found += 1;
    if (found === LEADERS) least = leading[LEADERS - 1] ?? 0;
  }
  return found;
}
