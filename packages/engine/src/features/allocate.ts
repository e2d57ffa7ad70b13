import type { Census, NumberCensus } from "./census.ts";
import { quantiles } from "./quantiles.ts";
import type { FeatureSpace, NumberSpace } from "./space.ts";

/** Dimensions kept for names that own none. Prototype: 16 lose nothing against knowing all names in advance. */
const HASHED_DIMENSIONS = 16;
/** Cuts at 1/2, then quarters, eighths, sixteenths. */
const FINEST_CUT_LEVEL = 4;
/** A number that is there at least this often needs no dimension that says so. */
const ALWAYS_THERE = 0.995;

interface Candidate {
  readonly worth: number;
  readonly name: string;
  readonly give: (index: number) => void;
}

/**
 * The feature space for what the census has seen: the features that tell most observations apart
 * own a dimension each, coarse to fine, as far as `dimension` goes; the rest are hashed.
 */
export function allocateSpace(census: Census, dimension: number, version: number): FeatureSpace {
  const categories: [string, number][] = [];
  const numbers: Drafted[] = [];
  const candidates: Candidate[] = [];

  for (const [name, count] of census.categories) {
    const share = count / census.observations;
    candidates.push({
      worth: share * (1 - share),
      name,
      give: (index) => categories.push([name, index]),
    });
  }
  for (const [path, number] of census.numbers) {
    const draft = draftNumber(path, number);
    numbers.push(draft);
    candidates.push(...numberCandidates(draft, number, census.observations));
  }

  const free = dimension - 1 - HASHED_DIMENSIONS;
  const chosen = candidates
    .filter((candidate) => candidate.worth > 0)
    .sort((a, b) => b.worth - a.worth || (a.name < b.name ? -1 : 1))
    .slice(0, free);
  chosen.forEach((candidate, i) => candidate.give(i + 1));

  return {
    version,
    dimension: chosen.length + 1 + HASHED_DIMENSIONS,
    categories,
    numbers: numbers.filter((number) => number.presence ?? number.value ?? number.cuts[0]),
    hashed: { from: chosen.length + 1, size: HASHED_DIMENSIONS },
  };
}

type Drafted = {
  -readonly [Key in keyof NumberSpace]: NumberSpace[Key];
} & { cuts: { above: number; index: number }[] };

/** A deviation this many times that of the middle 90 % comes from a few mistakes, or from malice. */
const IMPLAUSIBLE_DEVIATION = 100;
/** From the 5 % to the 95 % quantile of a normal distribution, in standard deviations. */
const MIDDLE_DEVIATIONS = 3.29;

function locate(number: NumberCensus): { center: number; scale: number } {
  const deviation = Math.sqrt(number.squares / number.count);
  const [low = 0, median = 0, high = 0] = quantiles(number.sketch, [0.05, 0.5, 0.95]);
  const middle = (high - low) / MIDDLE_DEVIATIONS;
  if (middle > 0 && deviation > IMPLAUSIBLE_DEVIATION * middle) {
    return { center: median, scale: middle };
  }
  return { center: number.mean, scale: deviation > 0 ? deviation : 1 };
}

function draftNumber(path: string, number: NumberCensus): Drafted {
  return { path, presence: null, value: null, ...locate(number), cuts: [] };
}

function numberCandidates(draft: Drafted, number: NumberCensus, observations: number): Candidate[] {
  const { path } = draft;
  const share = number.count / observations;
  const out: Candidate[] = [];
  if (share < ALWAYS_THERE) {
    out.push({
      worth: share * (1 - share),
      name: `${path} presence`,
      give: (index) => (draft.presence = index),
    });
  }
  if (number.squares > 0) {
    out.push({ worth: share, name: path, give: (index) => (draft.value = index) });
    for (const { above, worth } of cutsOf(number)) {
      out.push({
        worth: share * worth,
        name: `${path} ${above}`,
        give: (index) => draft.cuts.push({ above, index }),
      });
    }
  }
  return out;
}

/**
 * Distinct cuts, coarse to fine. A cut that halves a cell of the distribution of share s explains
 * about s/4 of what the coarser code leaves open in it, which is worth as much as a category of
 * share s/4.
 */
function cutsOf(number: NumberCensus): { above: number; worth: number }[] {
  const greatest = number.sketch.values.at(-1) ?? 0;
  if (number.sketch.values.length <= 2) return []; // the value itself says it all
  const cuts = new Map<number, number>();
  for (let level = 1; level <= FINEST_CUT_LEVEL; level++) {
    const cells = 2 ** level;
    const ranks = Array.from({ length: cells / 2 }, (_, i) => (2 * i + 1) / cells);
    for (const above of quantiles(number.sketch, ranks)) {
      if (above < greatest && !cuts.has(above)) cuts.set(above, 1 / (2 * cells) / cells);
    }
  }
  return [...cuts].map(([above, worth]) => ({ above, worth }));
}
