const SPACE = /[ \t\n\r]*/y;
const TOKEN =
  /[{}[\]:,]|"[^"\\]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What may come next. */
type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | "more";

/** What may come after a token, or undefined when the token itself may not come. */
const after = (token: string, expected: Expected, open: string[]): Expected | undefined => {
  const closing = open.at(-1) === "{" ? "}" : "]";
  if (expected === "more") {
    if (open.length === 0) return undefined;
    if (token === ",") return closing === "}" ? "key" : "value";
  }
  if (token === closing && (expected === "more" || expected.endsWith(` or ${closing}`))) {
    open.pop();
    return "more";
  }
  if (expected === ":") return token === ":" ? "value" : undefined;
  if (expected.startsWith("key")) return token.startsWith('"') ? ":" : undefined;
  if (expected === "more") return undefined;
  if (token === "{" || token === "[") {
    open.push(token);
    return token === "{" ? "key or }" : "value or ]";
  }
  return "}]:,".includes(token) ? undefined : "more";
};

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/**
 * Where a text stops being JSON: the beginning of the first token that may not be there, or its end.
 * Made for texts that are not: a text that is JSON stops at its end. Control characters in strings
 * pass: V8 says itself where they are.
 */
export const jsonErrorPosition = (text: string): number => {
  const open: string[] = [];
  let expected: Expected | undefined = "value";
  for (let at = 0; ;) {
    at += matchAt(SPACE, text, at)?.length ?? 0;
    const token = matchAt(TOKEN, text, at);
    expected = token === undefined ? undefined : after(token, expected, open);
    if (token === undefined || expected === undefined) return at;
    at += token.length;
  }
};
