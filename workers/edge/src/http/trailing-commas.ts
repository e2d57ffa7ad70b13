/**
 * Drops commas that stand before `}` or `]` outside strings: the examples of the API's own
 * documentation carry them.
 */
export const dropTrailingCommas = (json: string): string =>
  json.replaceAll(/"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/gs, (token) => (token === "," ? "" : token));
