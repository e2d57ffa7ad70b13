const COUNTER_LIMIT = 0x1000;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");

/**
 * A source of UUIDv7 (RFC 9562, section 5.7): unique, and in one source strictly increasing, so
 * that events sorted by id are in the order in which they happened. The 12 bits after the version
 * count within a millisecond (section 6.2, method 1) from a random start in their lower half.
 */
export function createUuidv7(
  now: () => number,
  randomBytes: (length: number) => Uint8Array,
): () => string {
  let lastMs = 0;
  let counter = 0;
  return () => {
    const [start = 0, variant = 0, ...tail] = randomBytes(9);
    const ms = now();
    if (ms > lastMs) {
      lastMs = ms;
      counter = start << 3;
    } else if (++counter === COUNTER_LIMIT) {
      lastMs += 1;
      counter = 0;
    }
    const random = [(variant & 0x3f) | 0x80, ...tail].map((byte) => hex(byte, 2)).join("");
    return `${hex(lastMs, 12)}7${hex(counter, 3)}${random}`.replace(
      /(.{8})(.{4})(.{4})(.{4})/,
      "$1-$2-$3-$4-",
    );
  };
}
