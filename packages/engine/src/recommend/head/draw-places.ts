import type { Random } from "../../random/seeded.ts";
import type { ScoreTable } from "./score-table.ts";
import { bestOfOpen, tabulateScores } from "./score-table.ts";

/** Gaussian scores of the candidates, and how to draw from them. */
interface PlaceOdds {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  /** ε: this share of each place's draws is spread evenly over the candidates that are open. */
  readonly floor: number;
  /** Share of the lists of which every place is drawn evenly. */
  readonly uniformShare: number;
  readonly random: Random;
}

export interface Drawn {
  /** Of the candidate. */
  readonly index: number;
  /**
   * Of being drawn here, over even lists and others together, given what was drawn before and which
   * candidates were open.
   */
  readonly probability: number;
}

/** Draws for the next place among the candidates that are open and not drawn yet; undefined when none is. */
export type DrawNext = (isOpen: (index: number) => boolean) => Drawn | undefined;

interface Draws {
  readonly next: DrawNext;
  /** Every place is drawn evenly. */
  readonly isUniform: boolean;
}

/**
 * Fills places one after the other by Thompson sampling without replacement: for each the probability
 * of every candidate left to be the best of those left, by the quadrature of `best-action.ts`, is
 * computed first, mixed with the floor, and drawn from, so the probabilities are exact.
 */
export function drawPlaces({ means, deviations, floor, uniformShare, random }: PlaceOdds): Draws {
  const left = means.map((_, i) => i);
  const table = tabulateScores(means, deviations);
  const isUniform = uniformShare > 0 && random() < uniformShare;
  // How likely the list is an even one, for whoever sees only what was drawn so far (Bayes' rule).
  let evenShare = uniformShare;
  const next: DrawNext = (isOpen) => {
    const open = left.filter(isOpen);
    if (open.length === 0) return undefined;
    const even = 1 / open.length;
    const chance =
      table === undefined ? certainly(greatest(means, open)) : among(table, open, means.length);
    const learned = (i: number): number => (1 - floor) * chance(i) + floor * even;
    const index = pick(open, isUniform ? () => even : learned, random());
    left.splice(left.indexOf(index), 1);
    const probability = (1 - evenShare) * learned(index) + evenShare * even;
    evenShare = (evenShare * even) / probability;
    return { index, probability };
  };
  return { next, isUniform };
}

/** How likely a candidate is the best of those that are open. */
type Chance = (index: number) => number;

const certainly =
  (best: number): Chance =>
  (index) =>
    index === best ? 1 : 0;

function among(table: ScoreTable, open: readonly number[], candidates: number): Chance {
  const chances = bestOfOpen(table, open, candidates);
  return (index) => chances[index] ?? 0;
}

/** The best of those that are open; of equals the first. */
function greatest(means: readonly number[], open: readonly number[]): number {
  return open.reduce((most, i) => ((means[i] ?? 0) > (means[most] ?? 0) ? i : most));
}

function pick(open: readonly number[], probability: (i: number) => number, point: number): number {
  let sum = 0;
  for (const i of open) {
    sum += probability(i);
    if (point < sum) return i;
  }
  return open.at(-1) ?? 0; // rounding left the sum a hair under 1
}
