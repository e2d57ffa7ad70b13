const QUOTE = 34;
const LINE_FEED = 10;
/** A quote that is not closed within so much was none; the server reads it so, too. */
const QUOTED_LIMIT_BYTES = 1024 * 1024;

/** A stretch of whole lines. */
export interface LinePart {
  bytes: Uint8Array<ArrayBuffer>;
  isLast: boolean;
}

/** Finds where lines end that are no line breaks within quotes of a table. */
class LineEnds {
  readonly #delimiter: number | null;
  #isCellStart = true;
  /** Bytes read within quotes, or -1 outside. */
  #quoted = -1;
  #hasJustClosed = false;

  constructor(delimiter: number | null) {
    this.#delimiter = delimiter;
  }

  /** Whether a line ends with this byte. */
  isEnd(byte: number): boolean {
    if (this.#delimiter === null) return byte === LINE_FEED;
    if (this.#quoted >= 0) {
      this.#quoted = byte === QUOTE || this.#quoted > QUOTED_LIMIT_BYTES ? -1 : this.#quoted + 1;
      this.#hasJustClosed = byte === QUOTE;
      return false;
    }
    // Two quotes within quotes are one that does not close them.
    if (byte === QUOTE && (this.#isCellStart || this.#hasJustClosed)) this.#quoted = 0;
    this.#hasJustClosed = false;
    this.#isCellStart = byte === this.#delimiter || byte === LINE_FEED;
    return byte === LINE_FEED;
  }
}

/**
 * Cuts lines into stretches of at most `limitBytes`, as long as a line is no longer than that.
 *
 * @param delimiter of a table, whose cells may hold line breaks in quotes; null of JSON lines
 */
export async function* cutLines(
  chunks: AsyncIterable<Uint8Array>,
  limitBytes: number,
  delimiter: string | null,
): AsyncGenerator<LinePart, void> {
  const ends = new LineEnds(delimiter === null ? null : delimiter.charCodeAt(0));
  let gathered = new Uint8Array(limitBytes);
  let length = 0;
  /** Where the last whole line of it ends. */
  let end = 0;
  for await (const chunk of chunks) {
    for (const byte of chunk) {
      if (length >= limitBytes && end > 0) {
        yield { bytes: gathered.slice(0, end), isLast: false };
        gathered.copyWithin(0, end, length);
        length -= end;
        end = 0;
      }
      if (length === gathered.length) {
        const larger = new Uint8Array(length * 2);
        larger.set(gathered);
        gathered = larger;
      }
      gathered[length] = byte;
      length += 1;
      if (ends.isEnd(byte)) end = length;
    }
  }
  yield { bytes: gathered.slice(0, length), isLast: true };
}
