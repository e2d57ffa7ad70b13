/** No currency of ISO 4217 has smaller parts than the fourth decimal. */
const PARTS = 10_000;

/** A sum of money, without what binary fractions add to it. */
export const moneySum = (sum: number): number => Math.round(sum * PARTS) / PARTS;
