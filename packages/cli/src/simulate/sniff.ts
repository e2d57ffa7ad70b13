const DELIMITERS = [",", ";", "\t", "|"];
const SAMPLE_LINES = 20;

/** The delimiter that cuts the first lines most evenly into more than one cell. */
export function sniffDelimiter(text: string): string {
  const lines = text
    .slice(0, 65_536)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, SAMPLE_LINES);
  let best = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const widths = lines.map((line) => line.replace(/"[^"]*"/g, "").split(delimiter).length);
    const first = widths[0] ?? 1;
    const alike = widths.filter((width) => width === first).length;
    const score = first > 1 ? (alike / widths.length) * first : 0;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

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
