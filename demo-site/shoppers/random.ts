/** Uniform numbers in [0, 1). */
export type Random = () => number;

/** Mulberry32: small, and the same numbers for the same seed on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws one of the entries, each as often as its weight says. */
export function drawWeighted<Value>(
  random: Random,
  entries: readonly [first: WeightedEntry<Value>, ...rest: WeightedEntry<Value>[]],
): Value {
  const total = entries.reduce((sum, [weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [weight, value] of entries) {
    left -= weight;
    if (left < 0) return value;
  }
  return entries[0][1];
}
type WeightedEntry<Value> = readonly [weight: number, value: Value];
