import { BANNERS, bestBanner, clickProbability, uniformProbability } from "./preferences.ts";
import type { Visit } from "./visits.ts";

/** How a stretch of visits went; all but `visits` are shares of them. */
export interface Tally {
  readonly visits: number;
  /** Visits that were shown the banner their visitor likes best. */
  readonly best: number;
  readonly clicks: number;
  readonly purchases: number;
  /** Clicks to expect of the banners shown: `clicks` without its luck. */
  readonly shownClicks: number;
  /** Clicks to expect had the banners been drawn evenly, and had each visitor got their best. */
  readonly uniformClicks: number;
  readonly bestClicks: number;
}

/** Share of visitors who get their best banner when it is drawn evenly. */
export const UNIFORM_BEST = 1 / BANNERS.length;

export function tally(visits: readonly Visit[]): Tally {
  const share = (valueOf: (visit: Visit) => number) =>
    visits.reduce((sum, visit) => sum + valueOf(visit), 0) / Math.max(1, visits.length);
  return {
    visits: visits.length,
    best: share(({ visitor, banner }) => Number(banner === bestBanner(visitor))),
    clicks: share(({ clicked }) => Number(clicked)),
    purchases: share(({ spent }) => Number(spent > 0)),
    shownClicks: share(({ visitor, banner }) => clickProbability(visitor, banner)),
    uniformClicks: share(({ visitor }) => uniformProbability(visitor)),
    bestClicks: share(({ visitor }) => clickProbability(visitor, bestBanner(visitor))),
  };
}

const PARTS = 10;

/** The visits by tenth of the run, earliest first. Fewer than ten visits make fewer parts. */
export function tallyByTenth(visits: readonly Visit[]): Tally[] {
  return Array.from({ length: PARTS }, (_, part) => {
    const from = Math.round((part * visits.length) / PARTS);
    const to = Math.round(((part + 1) * visits.length) / PARTS);
    return visits.slice(from, to);
  })
    .filter((part) => part.length > 0)
    .map(tally);
}
