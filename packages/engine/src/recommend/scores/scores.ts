/**
 * What one part says of the candidates of one session: a sparse vector over items, used again and again.
 * It takes room for what was found, not for all items of the shop: a part names some thousand of 200,000.
 */
export interface Scores {
  /** What was found, in the order in which it was found: items, and their values, which are not 0. */
  items: Uint32Array;
  values: Float32Array;
  count: number;
  /** By hash of an item its place in those + 1, or 0: open addressing, twice as many as there is room for. */
  places: Uint32Array;
  /** Of the hash, so that it is below the number of slots. */
  shift: number;
}

const LEAST_BITS = 8;

export function createScores(): Scores {
  return { count: 0, ...roomFor(LEAST_BITS) };
}

/** Adds to the score of an item. */
export function addScore(scores: Scores, item: number, value: number): void {
  const slot = slotOf(scores, item);
  const place = (scores.places[slot] ?? 0) - 1;
  if (place >= 0) {
    scores.values[place] = (scores.values[place] ?? 0) + value;
    return;
  }
  if (scores.count === scores.items.length) {
    grow(scores);
    addScore(scores, item, value);
    return;
  }
  scores.items[scores.count] = item;
  scores.values[scores.count] = value;
  scores.count += 1;
  scores.places[slot] = scores.count;
}

/** Multiplies the score in a place; `factor` is above 0. */
export function scaleScore(scores: Scores, place: number, factor: number): void {
  scores.values[place] = scoreIn(scores, place) * factor;
}

/** The score of an item; 0 where the part has nothing to say. */
export function scoreOf(scores: Scores, item: number): number {
  const place = (scores.places[slotOf(scores, item)] ?? 0) - 1;
  return place < 0 ? 0 : scoreIn(scores, place);
}

/** The item in a place below `count`. */
export function foundItem(scores: Scores, place: number): number {
  return scores.items[place] ?? 0;
}

/** Its score. */
export function scoreIn(scores: Scores, place: number): number {
  return scores.values[place] ?? 0;
}

export function sumOfScores(scores: Scores): number {
  let sum = 0;
  for (let i = 0; i < scores.count; i++) sum += scoreIn(scores, i);
  return sum;
}

/** The greatest score; 0 when nothing was found. */
export function greatestScore(scores: Scores): number {
  let most = 0;
  for (let i = 0; i < scores.count; i++) most = Math.max(most, scoreIn(scores, i));
  return most;
}

/** Nothing was found. */
export function clearScores(scores: Scores): void {
  if (scores.count === 0) return;
  scores.places.fill(0);
  scores.count = 0;
}

/** Where the place of an item is, or else would be. */
function slotOf({ items, places, shift }: Scores, item: number): number {
  const mask = places.length - 1;
  let slot = Math.imul(item, 0x9e3779b1) >>> shift; // Fibonacci hashing (Knuth 6.4)
  for (;;) {
    const place = places[slot] ?? 0;
    if (place === 0 || items[place - 1] === item) return slot;
    slot = (slot + 1) & mask;
  }
}

function grow(scores: Scores): void {
  const { items, values, count } = scores;
  Object.assign(scores, roomFor(33 - scores.shift));
  scores.items.set(items);
  scores.values.set(values);
  for (let i = 0; i < count; i++) scores.places[slotOf(scores, items[i] ?? 0)] = i + 1;
}

function roomFor(bits: number): Omit<Scores, "count"> {
  const room = 2 ** (bits - 1);
  return {
    items: new Uint32Array(room),
    values: new Float32Array(room),
    places: new Uint32Array(2 * room),
    shift: 32 - bits,
  };
}
