const SPACE = " \t\n\r";

/** The nearest character before or after `from` that is not white space. */
const neighbour = (json: string, from: number, step: -1 | 1): string => {
  let at = from + step;
  while (at >= 0 && at < json.length && SPACE.includes(json.charAt(at))) at += step;
  return json.charAt(at);
};

/**
 * Makes a space of a comma that follows a value and stands before `}` or `]`, outside strings: the
 * examples of the API's own documentation carry them. A lone comma (`[,]`) stays, and stays an error
 * at the place where the client wrote it.
 */
export const dropTrailingCommas = (json: string): string =>
  // A string that is never closed matches to its end: trying again at each of its escaped quotes
  // would take time quadratic in its length.
  json.replaceAll(/"(?:[^"\\]|\\.)*(?:"|\\?$)|,/gs, (token, at: number) => {
    const before = neighbour(json, at, -1);
    const isTrailing =
      token === "," &&
      before !== "" &&
      !"{[,:".includes(before) &&
      ["}", "]"].includes(neighbour(json, at, 1));
    return isTrailing ? " " : token;
  });
