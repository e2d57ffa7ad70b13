const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Whether a text has more opening brackets than `limit`, inside strings too. */
const opensMoreOften = (json: string, limit: number): boolean => {
  let left = limit;
  for (const bracket of "{[") {
    for (let at = json.indexOf(bracket); at >= 0; at = json.indexOf(bracket, at + 1)) {
      left -= 1;
      if (left < 0) return true;
    }
  }
  return false;
};

/**
 * Whether a JSON text nests deeper than `limit`. V8's JSON.parse takes any depth, but what comes after
 * (structured clone over RPC, recursive readers) throws at some thousand levels. Most texts have so
 * few brackets that they cannot, which takes a tenth of reading them.
 */
export const nestsDeeper = (json: string, limit: number): boolean =>
  opensMoreOften(json, limit) && jsonDepth(json) > limit;

/** Deepest nesting of a JSON text, read off its brackets. */
const jsonDepth = (json: string): number => {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
  }
  return deepest;
};
