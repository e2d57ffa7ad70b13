/** Below this, cents would hide the difference. */
const FINE_BELOW = 0.1;

/** Below this, a part of one is a part of the figure. */
const FEW = 10;

/** Below this, a tenth of a percent would hide the difference. */
const SMALL_SHARE = 0.1;

/** What is not known. */
const UNKNOWN = "–";

/** A figure as text, with a minus that is as wide as a plus. */
const figureText = (figure: number, options: Intl.NumberFormatOptions): string =>
  // What rounds to nothing has no sign.
  new Intl.NumberFormat("en", { signDisplay: "negative", ...options })
    .format(figure)
    .replace("-", "−");

const currencyText = (
  amount: number | null,
  currency: string,
  digits: Intl.NumberFormatOptions,
): string =>
  amount === null
    ? UNKNOWN
    : figureText(amount, {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        ...digits,
      });

const isFine = (amount: number | null): boolean =>
  amount !== null && amount !== 0 && Math.abs(amount) < FINE_BELOW;

/** An amount of money as a person writes it. */
export const moneyText = (amount: number | null, currency: string): string =>
  currencyText(amount, currency, {
    minimumFractionDigits: 2,
    maximumFractionDigits: isFine(amount) ? 3 : 2,
  });

/** The bounds of a range of money with a word between them, both with as many digits as the finer one needs. */
export const moneyRangeText = (
  lower: number | null,
  upper: number | null,
  currency: string,
  word: "and" | "to",
): string => {
  const digits = isFine(lower) || isFine(upper) ? 3 : 2;
  const [from, to] = [lower, upper].map((bound) =>
    currencyText(bound, currency, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  return `${from} ${word} ${to}`;
};

/** A sum of money of which nobody reads the cents. */
export const totalText = (amount: number | null, currency: string): string =>
  currencyText(amount, currency, { maximumFractionDigits: 0 });

/** A share as percent, with as many digits as say something, and those beside it have as many. */
export const percentText = (share: number | null): string => {
  if (share === null) return UNKNOWN;
  const digits = Math.abs(share) < SMALL_SHARE ? 2 : 1;
  return figureText(share, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
};

/** A difference of two shares. */
export const pointsText = (difference: number): string =>
  `${figureText(100 * difference, { minimumFractionDigits: 1, maximumFractionDigits: 2 })} percentage points`;

export const countText = (count: number): string =>
  figureText(count, { maximumFractionDigits: count < FEW ? 1 : 0 });
