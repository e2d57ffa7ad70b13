/** The byte order marks that a decoder of the marked encoding drops by itself. */
const MARKS: readonly [string, readonly number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];
const DECLARATION_LIMIT_BYTES = 200;

const charsetIn = (contentType: string): string | undefined =>
  /charset\s*=\s*"?([\w:-]+)/i.exec(contentType)?.[1];

/** What an XML declaration says: `<?xml version="1.0" encoding="ISO-8859-1"?>`. */
const declaredIn = (head: Uint8Array): string | undefined => {
  const text = String.fromCharCode(...head.subarray(0, DECLARATION_LIMIT_BYTES));
  return /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w:-]+)["']/.exec(text)?.[1];
};

/**
 * A decoder for a document by its mark, its declaration, its content type; UTF-8 otherwise. Bytes that
 * are no text become U+FFFD, which the fields look for.
 *
 * @returns null for an encoding that the platform does not know
 */
export const decoderFor = (head: Uint8Array, contentType: string): TextDecoder | null => {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => head[index] === byte))?.[0];
  try {
    return new TextDecoder(marked ?? declaredIn(head) ?? charsetIn(contentType) ?? "utf-8");
  } catch {
    return null;
  }
};
