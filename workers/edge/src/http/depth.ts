const OPEN = new Set(["{", "["]);
const CLOSE = new Set(["}", "]"]);

/**
 * Deepest nesting of a JSON text, read off its brackets. V8's JSON.parse takes any depth, but what
 * comes after (structured clone over RPC, recursive readers) throws at some thousand levels.
 */
export const jsonDepth = (json: string): number => {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const character = json.charAt(at);
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (OPEN.has(character)) deepest = Math.max(deepest, ++depth);
    else if (CLOSE.has(character)) depth--;
  }
  return deepest;
};
