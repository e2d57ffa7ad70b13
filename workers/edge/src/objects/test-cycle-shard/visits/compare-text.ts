/** Surrogates stand for what comes after all that one code unit says. */
const rank = (unit: number): number => {
  if (unit < 0xd8_00) return unit;
  return unit < 0xe0_00 ? unit + 0x20_00 : unit - 0x08_00;
};

/** The order SQLite keeps text in: of UTF-8's bytes, which is that of code points, not of UTF-16's units. */
export const compareText = (left: string, right: string): number => {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
};
