/** A bucket spans 2 %, so what is read back is within 1 % of what went in (DDSketch, Masson 2019). */
const RATIO = 1.02;

/** The bucket of an amount above 0. */
export const bucketOf = (amount: number): number => Math.ceil(Math.log(amount) / Math.log(RATIO));

/** The amount that a share of all is not above; null when there are too few to tell. */
export const quantileOf = (
  totals: ReadonlyMap<number, number>,
  share: number,
  least: number,
): number | null => {
  const buckets = [...totals].sort(([first], [second]) => first - second);
  const all = buckets.reduce((sum, [, count]) => sum + count, 0);
  if (all < least) return null;
  let seen = 0;
  const found = buckets.find(([, count]) => (seen += count) >= share * all);
  return found ? (2 * RATIO ** found[0]) / (RATIO + 1) : null;
};
