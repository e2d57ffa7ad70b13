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
