/** A row holds at most 2 MB; what states look like (the census) can take more than that. */
const PIECE_BYTES = 1_000_000;

/** A document as rows hold it. */
export const piecesOf = (document: object): Buffer[] => {
  const bytes = Buffer.from(JSON.stringify(document));
  const count = Math.ceil(bytes.length / PIECE_BYTES);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
  );
};

/** The document, parsed; undefined when there are no rows. */
export const joined = (pieces: readonly ArrayBuffer[]): unknown =>
  pieces.length === 0
    ? undefined
    : JSON.parse(Buffer.concat(pieces.map((piece) => Buffer.from(piece))).toString());
