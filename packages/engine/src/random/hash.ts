// MurmurHash3's constants and finaliser (Appleby, public domain): quick, and every input bit
// reaches every output bit, which FNV alone does not give.
function scramble(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * 32-bit hash of a text (by UTF-16 code units) or of bytes. Not cryptographic: whoever must not be
 * able to steer the outcome gets a keyed seed from the caller.
 */
export function hash32(input: string | Uint8Array, salt = 0): number {
  let h = (0x811c9dc5 ^ salt) | 0;
  if (typeof input === "string") {
    for (let i = 0; i < input.length; i++) {
      h = Math.imul(h ^ input.charCodeAt(i), 0x01000193);
      h ^= h >>> 15;
    }
  } else {
    for (const byte of input) {
      h = Math.imul(h ^ byte, 0x01000193);
      h ^= h >>> 15;
    }
  }
  return scramble(h ^ input.length);
}
