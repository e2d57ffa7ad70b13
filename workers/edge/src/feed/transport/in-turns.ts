/** Some hundred products, read in some milliseconds; the shortest ones there can be in some ten. */
const TURN_BYTES = 32 * 1024;

/**
 * The same bytes, with a rest after each turn. Promises that are settled already go before what comes
 * in from outside, so a feed that is at hand (a small body can unpack to a gigabyte) would be read to
 * its end before any other request of the isolate is.
 *
 * @param rest lets others have their turn
 */
export async function* inTurns(
  chunks: AsyncIterable<Uint8Array>,
  rest: () => Promise<unknown>,
): AsyncGenerator<Uint8Array, void> {
  let length = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.byteLength; at += TURN_BYTES) {
      const piece = chunk.subarray(at, at + TURN_BYTES);
      yield piece;
      length += piece.byteLength;
      if (length < TURN_BYTES) continue;
      length = 0;
      await rest();
    }
  }
}
