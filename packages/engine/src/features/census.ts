import type { Observation } from "./observation.ts";
import type { QuantileSketch } from "./quantiles.ts";
import { addToSketch, createSketch } from "./quantiles.ts";

/**
 * What the states of a case look like: how often each category occurs and how each number is
 * distributed. From it the next feature space is made. Bounded, JSON-safe through `exportCensus`.
 */
export interface Census {
  observations: number;
  readonly categories: Map<string, number>;
  readonly numbers: Map<string, NumberCensus>;
}

export interface NumberCensus {
  count: number;
  mean: number;
  /** Σ(value − mean)², by Welford's update. */
  squares: number;
  readonly sketch: QuantileSketch;
}

export interface CensusExport {
  readonly observations: number;
  readonly categories: [string, number][];
  readonly numbers: [string, NumberCensus][];
}

const MOST_CATEGORIES = 4096; // twenty times what a space can own
/** Beyond it a number counts as this: squares of larger ones would leave what a double can hold. */
const GREATEST_NUMBER = 1e100;
const MOST_NUMBERS = 256; // as many as one observation may hold

export function createCensus(): Census {
  return { observations: 0, categories: new Map(), numbers: new Map() };
}

export function countObservation(census: Census, observation: Observation): void {
  census.observations += 1;
  for (const category of observation.c) {
    census.categories.set(category, (census.categories.get(category) ?? 0) + 1);
  }
  if (census.categories.size > MOST_CATEGORIES) forgetRare(census.categories);
  for (const [path, exact] of observation.n) {
    let number = census.numbers.get(path);
    if (number === undefined) {
      if (census.numbers.size >= MOST_NUMBERS) continue;
      number = { count: 0, mean: 0, squares: 0, sketch: createSketch() };
      census.numbers.set(path, number);
    }
    number.count += 1;
    const value = Math.max(-GREATEST_NUMBER, Math.min(GREATEST_NUMBER, exact));
    const before = value - number.mean;
    number.mean += before / number.count;
    number.squares += before * (value - number.mean);
    addToSketch(number.sketch, value);
  }
}

/** Drops the rarer half, ties by name: an attacker's made-up names never push out frequent ones. */
function forgetRare(categories: Map<string, number>): void {
  const byCount = [...categories].sort(
    ([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1),
  );
  for (const [name] of byCount.slice(MOST_CATEGORIES / 2)) categories.delete(name);
}

export function exportCensus(census: Census): CensusExport {
  return {
    observations: census.observations,
    categories: [...census.categories],
    numbers: [...census.numbers],
  };
}

export function restoreCensus(exported: CensusExport): Census {
  return {
    observations: exported.observations,
    categories: new Map(exported.categories),
    numbers: new Map(exported.numbers.map(([path, number]) => [path, structuredClone(number)])),
  };
}
