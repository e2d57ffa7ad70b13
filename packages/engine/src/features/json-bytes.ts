/** \u0000; the few with a shorter escape count the same. */
export const LONGEST_ESCAPE_BYTES = 6;
const LAST_CONTROL = 0x1f;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LAST_OF_ONE_BYTE = 0x7f;
const LAST_OF_TWO_BYTES = 0x7ff;

/** Bytes that a text takes as JSON in UTF-8, at most: quotes and escapes included. */
export function jsonBytes(text: string): number {
  // JSON.stringify escapes a lone surrogate; of a pair each half takes two of its four bytes.
  const surrogateBytes = text.isWellFormed() ? 2 : LONGEST_ESCAPE_BYTES;
  let bytes = 2;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit <= LAST_CONTROL) bytes += LONGEST_ESCAPE_BYTES;
    else if (unit === QUOTE || unit === BACKSLASH) bytes += 2;
    else if (unit <= LAST_OF_ONE_BYTE) bytes += 1;
    else if (unit <= LAST_OF_TWO_BYTES) bytes += 2;
    else bytes += unit >= 0xd800 && unit <= 0xdfff ? surrogateBytes : 3;
  }
  return bytes;
}
