import { hex } from "./hex.ts";

/**
 * A source of UUIDv7 (RFC 9562, section 5.7): unique, and in one source strictly increasing, so
 * that events sorted by id are in the order in which they happened. Of ids within a millisecond
 * each is dated one later than the one before (section 6.2 lets a time run ahead); 72 bits are
 * random.
 */
export function createUuidv7(
  now: () => number,
  randomBytes: (length: number) => Uint8Array,
): () => string {
  let lastMs = 0;
  return () => {
    lastMs = Math.max(lastMs + 1, now());
    const time = hex(lastMs, 12);
    const random = randomBytes(9).reduce((text, byte) => text + hex(byte, 2), "");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`;
  };
}
