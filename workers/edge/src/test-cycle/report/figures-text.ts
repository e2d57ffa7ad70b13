/** Below this, cents would hide the difference. */
const FINE_BELOW = 0.1;

/** An amount of money as a person writes it. */
export const moneyText = (amount: number, currency: string): string =>
  new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 2,
    maximumFractionDigits: Math.abs(amount) < FINE_BELOW && amount !== 0 ? 3 : 2,
    // What rounds to nothing has no sign.
    signDisplay: "negative",
  }).format(amount);

/** A sum of money of which nobody reads the cents. */
export const totalText = (amount: number, currency: string): string =>
  new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    maximumFractionDigits: 0,
    signDisplay: "negative",
  }).format(amount);

/** A share as percent, with as many digits as say something. */
export const percentText = (share: number): string =>
  new Intl.NumberFormat("en", {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: Math.abs(share) < 0.1 ? 2 : 1,
  }).format(share);

export const countText = (count: number): string =>
  new Intl.NumberFormat("en", { maximumFractionDigits: 0 }).format(count);
