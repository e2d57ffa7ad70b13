/** How what gzip has packed begins (RFC 1952, 2.3.1). */
export const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** @param beginning at least as long as `GZIP_MAGIC`, or all there is */
export const isPacked = (beginning: Uint8Array): boolean =>
  GZIP_MAGIC.equals(beginning.subarray(0, GZIP_MAGIC.length));
