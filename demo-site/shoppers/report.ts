import { tally, tallyByTenth, UNIFORM_BEST } from "./tally.ts";
import type { Visit } from "./visits.ts";

const BAR_WIDTH = 40;

const percent = (share: number) => `${(100 * share).toFixed(1).padStart(5)} %`;

/** A bar of a share, with a mark where uniform choice would end. */
function bar(share: number): string {
  const filled = Math.round(share * BAR_WIDTH);
  const mark = Math.round(UNIFORM_BEST * BAR_WIDTH);
  return Array.from({ length: BAR_WIDTH }, (_, column) =>
    column === mark ? "│" : column < filled ? "█" : "·",
  ).join("");
}

/** What the simulation found, as text. */
export function report(visits: readonly Visit[]): string {
  const all = tally(visits);
  const tenths = tallyByTenth(visits);
  const last = tenths.at(-1) ?? all;
  const reached = (last.shownClicks - last.uniformClicks) / (last.bestClicks - last.uniformClicks);
  return [
    "Visitors shown the banner they like best, by tenth of the run",
    `(│ = drawn evenly, ${percent(UNIFORM_BEST).trim()})`,
    ...tenths.map(
      ({ best }, part) => `${String(part + 1).padStart(4)}  ${bar(best)} ${percent(best)}`,
    ),
    "",
    "Clicks per visitor            whole run   last tenth",
    `  drawn evenly (expected)     ${percent(all.uniformClicks)}     ${percent(last.uniformClicks)}`,
    `  decided by Nextmove         ${percent(all.clicks)}     ${percent(last.clicks)}`,
    `  best possible (expected)    ${percent(all.bestClicks)}     ${percent(last.bestClicks)}`,
    "",
    `Purchases per visitor         ${percent(all.purchases)}     ${percent(last.purchases)}`,
    `In the last tenth, ${percent(reached).trim()} of the way from drawing evenly to the best possible.`,
  ].join("\n");
}
