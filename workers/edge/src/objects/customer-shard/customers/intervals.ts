/** A stretch of whole numbers, both ends included. */
export type Interval = readonly [from: number, to: number];

/** A set of whole numbers as stretches: sorted, apart by one number at least. */
export type Intervals = readonly Interval[];

/** The smallest set that holds both. */
export const union = (left: Intervals, right: Intervals): Intervals => {
  const all = [...left, ...right].sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [from, to] of all) {
    const last = merged.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
};

/** What is in `from` and not in `taken`. */
export const without = (from: Intervals, taken: Intervals): Intervals =>
  taken.reduce<Intervals>(
    (rest, [start, end]) =>
      rest.flatMap(([low, high]): Interval[] => {
        if (end < low || start > high) return [[low, high]];
        const before: Interval[] = low < start ? [[low, start - 1]] : [];
        const after: Interval[] = high > end ? [[end + 1, high]] : [];
        return [...before, ...after];
      }),
    from,
  );

/** The set of these numbers, in any order, doubled or not. */
export const intervalsOf = (numbers: readonly number[]): Intervals =>
  union(
    numbers.map((number): Interval => [number, number]),
    [],
  );

export const has = (set: Intervals, number: number): boolean =>
  set.some(([from, to]) => from <= number && number <= to);

/** How many numbers there are. */
export const sizeOf = (set: Intervals): number =>
  set.reduce((total, [from, to]) => total + to - from + 1, 0);

/** The part above `floor`. */
export const above = (set: Intervals, floor: number): Intervals =>
  set.flatMap(([from, to]): Interval[] => (to > floor ? [[Math.max(from, floor + 1), to]] : []));

/** The part up to `ceiling`. */
export const upTo = (set: Intervals, ceiling: number): Intervals =>
  set.flatMap(([from, to]): Interval[] => (from <= ceiling ? [[from, Math.min(to, ceiling)]] : []));
