import * as fc from "fast-check";

/** Names that have a meaning to JavaScript, SQL, shells, logs or paths. */
const HOSTILE_TEXTS = [
  "",
  " ",
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toString",
  "valueOf",
  "then",
  "toJSON",
  "NaN",
  "null",
  "undefined",
  "-0",
  "1e999",
  "'; DROP TABLE event; --",
  '"',
  "\\",
  "\\u0000",
  "\u0000",
  "\n\r\t",
  "\u2028",
  "\uFEFF",
  "\uD800",
  "\uDFFF",
  "\u202E",
  "../../etc/passwd",
  "%00",
  "%s%n",
  "${1}",
  "{{1}}",
  "<script>",
  "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
  "e\u0301".repeat(20),
  "x".repeat(129),
  "x".repeat(257),
  "x".repeat(5_000),
];

export const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: "binary", maxLength: 40 }),
);

/** Numbers at the edges of doubles, integers, times and array indexes. */
export const hostileNumber = fc.oneof(
  fc.constantFrom(-0, 0, -1, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 63, 8.64e15),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Any JSON value up to a few levels deep, its keys and texts hostile. */
export const hostileValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false),
    hostileNumber,
    hostileText,
    fc.array(tie("value"), { maxLength: 6 }),
    dictionary(tie("value")),
  ),
})).value;

/** An object with hostile keys. */
export const hostileObject = dictionary(hostileValue);

// Not fc.dictionary: its keys go through an assignment, where `__proto__` would set the prototype.
function dictionary(value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const entries = fc.array(fc.tuple(hostileText, value), { maxLength: 6 });
  return entries.map((pairs) => Object.fromEntries(pairs));
}
