/** Of each of a message's words, and at its end. */
const ROUNDS = 2;
const LAST_ROUNDS = 4;
/** A word of 64 bits has so many UTF-16 code units. */
const WORD_UNITS = 4;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) of a text, as UTF-16 in little endian: a function of short messages that
 * nobody can foretell who does not know the key. In halves of 32 bits, which is what JavaScript is quick at.
 *
 * @param key four words of 32 bits, the lowest first
 * @returns 64 bits as 16 hexadecimal digits
 */
export function sipHash([k0 = 0, k1 = 0, k2 = 0, k3 = 0]: readonly number[], text: string): string {
  // Each variable of the paper is a low and a high half: a0 and b0 are its v0.
  let a0 = k0 ^ 0x70736575;
  let b0 = k1 ^ 0x736f6d65;
  let a1 = k2 ^ 0x6e646f6d;
  let b1 = k3 ^ 0x646f7261;
  let a2 = k0 ^ 0x6e657261;
  let b2 = k1 ^ 0x6c796765;
  let a3 = k2 ^ 0x79746573;
  let b3 = k3 ^ 0x74656462;

  const words = Math.floor(text.length / WORD_UNITS) + 1;
  for (let word = 0; word <= words; word++) {
    const isLast = word === words;
    let low = 0;
    let high = 0;
    if (isLast) {
      a2 ^= 0xff;
    } else {
      low = pairAt(text, WORD_UNITS * word);
      high = pairAt(text, WORD_UNITS * word + 2);
      // The last word has at most three units; its top byte is the length.
      if (word === words - 1) high |= (2 * text.length) << 24;
    }
    a3 ^= low;
    b3 ^= high;
    for (let rounds = isLast ? LAST_ROUNDS : ROUNDS; rounds > 0; rounds--) {
      let sum = (a0 >>> 0) + (a1 >>> 0);
      b0 = (b0 + b1 + carryOf(sum)) | 0;
      a0 = sum | 0;
      let half = a1;
      a1 = ((a1 << 13) | (b1 >>> 19)) ^ a0;
      b1 = ((b1 << 13) | (half >>> 19)) ^ b0;

      sum = (a2 >>> 0) + (a3 >>> 0);
      b2 = (b2 + b3 + carryOf(sum)) | 0;
      a2 = sum | 0;
      half = a3;
      a3 = ((a3 << 16) | (b3 >>> 16)) ^ a2;
      b3 = ((b3 << 16) | (half >>> 16)) ^ b2;

      // v0 is rotated by 32 bits first: its halves change places.
      sum = (b0 >>> 0) + (a3 >>> 0);
      b0 = (a0 + b3 + carryOf(sum)) | 0;
      a0 = sum | 0;
      half = a3;
      a3 = ((a3 << 21) | (b3 >>> 11)) ^ a0;
      b3 = ((b3 << 21) | (half >>> 11)) ^ b0;

      sum = (a2 >>> 0) + (a1 >>> 0);
      b2 = (b2 + b1 + carryOf(sum)) | 0;
      a2 = sum | 0;
      half = a1;
      a1 = ((a1 << 17) | (b1 >>> 15)) ^ a2;
      b1 = ((b1 << 17) | (half >>> 15)) ^ b2;
      [a2, b2] = [b2, a2];
    }
    a0 ^= low;
    b0 ^= high;
  }
  return hexOf(b0 ^ b1 ^ b2 ^ b3) + hexOf(a0 ^ a1 ^ a2 ^ a3);
}

const carryOf = (sum: number): number => (sum > 0xffffffff ? 1 : 0);

const unitAt = (text: string, at: number): number => (at < text.length ? text.charCodeAt(at) : 0);

const pairAt = (text: string, at: number): number =>
  unitAt(text, at) | (unitAt(text, at + 1) << 16);

const hexOf = (word: number): string => (word >>> 0).toString(16).padStart(8, "0");
