/** The least and the greatest of numbers that may be too many to be arguments. */
export function boundsOf(values: Iterable<number>): [least: number, greatest: number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return [least, greatest];
}
