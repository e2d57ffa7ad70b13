/** Of each of a message's words, and at its end. */
const ROUNDS = 2;
const LAST_ROUNDS = 4;
/** A word of 64 bits has so many UTF-16 code units. */
const WORD_UNITS = 4;
/** What the key's words are mixed with at first: the paper's v0 to v3, the low half of each first. */
const INITIAL = [
  0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261, 0x6e657261, 0x6c796765, 0x79746573, 0x74656462,
];

/** The paper's v0 to v3 in the same order. One for all: it is filled and read within one call. */
const state = new Int32Array(INITIAL.length);
const [V0, V1, V2, V3] = [0, 2, 4, 6] as const;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) of a text, as UTF-16 in little endian: a function of short messages that
 * nobody can foretell who does not know the key. In halves of 32 bits, which is what JavaScript is quick at.
 *
 * @param key four words of 32 bits, the lowest first
 * @returns 64 bits as 16 hexadecimal digits
 */
export function sipHash(key: readonly number[], text: string): string {
  for (let i = 0; i < state.length; i++) state[i] = (INITIAL[i] ?? 0) ^ (key[i % 4] ?? 0);
  const words = Math.floor(text.length / WORD_UNITS);
  for (let word = 0; word <= words; word++) {
    const low = pairAt(text, WORD_UNITS * word);
    const high = pairAt(text, WORD_UNITS * word + 2);
    // The last word has at most three units; its top byte is the length in bytes, modulo 256.
    absorb(low, word < words ? high : high | ((2 * text.length) << 24));
  }
  xor(V2, 0xff, 0);
  for (let i = 0; i < LAST_ROUNDS; i++) round();
  return hexOf(outcome(1)) + hexOf(outcome(0));
}

function absorb(low: number, high: number): void {
  xor(V3, low, high);
  for (let i = 0; i < ROUNDS; i++) round();
  xor(V0, low, high);
}

/** SipRound. A rotation by 32 bits swaps the two halves. */
function round(): void {
  mix(V0, V1, 13);
  swap(V0);
  mix(V2, V3, 16);
  mix(V0, V3, 21);
  mix(V2, V1, 17);
  swap(V2);
}

/** a += b; b = (b rotated left by some bits) xor a. */
function mix(a: number, b: number, bits: number): void {
  const low = at(b);
  const high = at(b + 1);
  const sum = (at(a) >>> 0) + (low >>> 0);
  state[a + 1] = at(a + 1) + high + (sum > 0xffffffff ? 1 : 0);
  state[a] = sum;
  state[b] = ((low << bits) | (high >>> (32 - bits))) ^ at(a);
  state[b + 1] = ((high << bits) | (low >>> (32 - bits))) ^ at(a + 1);
}

function swap(v: number): void {
  const low = at(v);
  state[v] = at(v + 1);
  state[v + 1] = low;
}

function xor(v: number, low: number, high: number): void {
  state[v] = at(v) ^ low;
  state[v + 1] = at(v + 1) ^ high;
}

const at = (i: number): number => state[i] ?? 0;

/** v0 xor v1 xor v2 xor v3: the low or the high half. */
const outcome = (half: 0 | 1): number =>
  at(V0 + half) ^ at(V1 + half) ^ at(V2 + half) ^ at(V3 + half);

const unitAt = (text: string, index: number): number =>
  index < text.length ? text.charCodeAt(index) : 0;

const pairAt = (text: string, index: number): number =>
  unitAt(text, index) | (unitAt(text, index + 1) << 16);

const hexOf = (word: number): string => (word >>> 0).toString(16).padStart(8, "0");
