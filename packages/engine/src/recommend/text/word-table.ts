import { hash32 } from "../../random/hash.ts";

/**
 * Words and the small numbers that stand for them: 64 bits of a word's hash instead of its text, which
 * nobody asks for. Two words of a shop with 200,000 share them in one of a billion shops, and are found for each other.
 */
export interface WordTable {
  readonly mostWords: number;
  /** Words known; the last number is one less. */
  size: number;
  /** By slot the number of a word + 1, or 0: open addressing. */
  slots: Uint32Array;
  /** By number: the word's hashes. */
  hashes: Uint32Array;
  /** By number: descriptions that have it, described anew or not. */
  frequencies: Uint32Array;
}

const LEAST_WORDS = 512;
const LOW_SALT = 0x5bd1e995;

export function createWordTable(mostWords: number): WordTable {
  return { mostWords, size: 0, ...roomFor(LEAST_WORDS) };
}

/** The number of a word; undefined when it is not known. */
export function wordNumber(table: WordTable, word: string): number | undefined {
  const number = table.slots[slotOf(table, hash32(word), hash32(word, LOW_SALT))] ?? 0;
  return number === 0 ? undefined : number - 1;
}

/** The number of a word, given to it now if it has none; undefined when the table is full. */
export function takeWordNumber(table: WordTable, word: string): number | undefined {
  const known = wordNumber(table, word);
  if (known !== undefined) return known;
  if (table.size === table.mostWords) return undefined;
  if (2 * table.size === table.hashes.length) grow(table);
  const number = table.size;
  table.size += 1;
  insert(table, number, hash32(word), hash32(word, LOW_SALT));
  return number;
}

/** Notes that one more description has a word. */
export function countWord({ frequencies }: WordTable, word: number): void {
  frequencies[word] = (frequencies[word] ?? 0) + 1;
}

/** Descriptions that have a word. */
export function frequencyOf({ frequencies }: WordTable, word: number): number {
  return frequencies[word] ?? 0;
}

/** Where a word is, or else would be. */
function slotOf({ slots, hashes }: WordTable, high: number, low: number): number {
  const mask = slots.length - 1;
  for (let slot = low & mask; ; slot = (slot + 1) & mask) {
    const at = 2 * ((slots[slot] ?? 0) - 1);
    if (at < 0 || (hashes[at] === high && hashes[at + 1] === low)) return slot;
  }
}

function insert(table: WordTable, number: number, high: number, low: number): void {
  table.slots[slotOf(table, high, low)] = number + 1;
  table.hashes[2 * number] = high;
  table.hashes[2 * number + 1] = low;
}

function grow(table: WordTable): void {
  const { hashes, frequencies, size } = table;
  Object.assign(table, roomFor(2 * size));
  table.frequencies.set(frequencies);
  for (let number = 0; number < size; number++) {
    insert(table, number, hashes[2 * number] ?? 0, hashes[2 * number + 1] ?? 0);
  }
}

function roomFor(words: number): Pick<WordTable, "slots" | "hashes" | "frequencies"> {
  return {
    slots: new Uint32Array(2 * words),
    hashes: new Uint32Array(2 * words),
    frequencies: new Uint32Array(words),
  };
}
