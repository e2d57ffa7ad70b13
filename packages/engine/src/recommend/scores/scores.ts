/** What one part says of the candidates of one session: a sparse vector over items, used again and again. */
export interface Scores {
  /** By item number; 0 where the part has nothing to say. */
  values: Float32Array;
  /** The items whose value is not 0, in the order in which they were found. */
  found: Uint32Array;
  count: number;
}

const LEAST_ITEMS = 256;

export function createScores(): Scores {
  return { values: new Float32Array(LEAST_ITEMS), found: new Uint32Array(LEAST_ITEMS), count: 0 };
}

/** Adds to the score of an item. */
export function addScore(scores: Scores, item: number, value: number): void {
  if (item >= scores.values.length) widen(scores, item);
  const before = scores.values[item] ?? 0;
  if (before === 0) {
    if (scores.count === scores.found.length) {
      const found = new Uint32Array(2 * scores.count);
      found.set(scores.found);
      scores.found = found;
    }
    scores.found[scores.count] = item;
    scores.count += 1;
  }
  scores.values[item] = before + value;
}

/** Multiplies the score of an item that was found; `factor` is above 0. */
export function scaleScore(scores: Scores, item: number, factor: number): void {
  scores.values[item] = scoreOf(scores, item) * factor;
}

export function scoreOf(scores: Scores, item: number): number {
  return scores.values[item] ?? 0;
}

export function foundItem(scores: Scores, place: number): number {
  return scores.found[place] ?? 0;
}

export function sumOfScores(scores: Scores): number {
  let sum = 0;
  for (let i = 0; i < scores.count; i++) sum += scoreOf(scores, foundItem(scores, i));
  return sum;
}

/** The greatest score; 0 when nothing was found. */
export function greatestScore(scores: Scores): number {
  let most = 0;
  for (let i = 0; i < scores.count; i++)
    most = Math.max(most, scoreOf(scores, foundItem(scores, i)));
  return most;
}

/** All scores 0 again, in time proportional to what was found. */
export function clearScores(scores: Scores): void {
  for (let i = 0; i < scores.count; i++) scores.values[foundItem(scores, i)] = 0;
  scores.count = 0;
}

function widen(scores: Scores, item: number): void {
  const values = new Float32Array(2 ** Math.ceil(Math.log2(item + 1)));
  values.set(scores.values);
  scores.values = values;
}
