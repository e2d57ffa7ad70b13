const SAMPLE_LINES = 20;

const isNumber = (text: string): boolean => text !== "" && Number.isFinite(Number(text));

/**
 * Whether the first row names the columns: it does when it has a name that is asked for and occurs
 * nowhere below it, a text over numbers, or, in a table of texts alone, when most of its cells occur
 * nowhere below.
 */
export function sniffHeader(
  cells: readonly (readonly string[])[],
  isAskedFor: (cell: string) => boolean,
): boolean {
  const [first = [], ...below] = cells;
  // A number may stand for the column's place.
  const isName = (cell: string, i: number): boolean =>
    isAskedFor(cell) && !isNumber(cell) && below.every((row) => row[i] !== cell);
  if (first.some(isName)) return true;
  if (first.some(isNumber)) return false;
  const numericBelow = first.some((_, i) => {
    const known = below.slice(0, SAMPLE_LINES).map((row) => row[i] ?? "");
    return known.filter(isNumber).length > known.length / 2;
  });
  if (numericBelow) return true;
  const unseen = first.filter((cell, i) => below.every((row) => row[i] !== cell));
  return unseen.length > first.length / 2;
}
