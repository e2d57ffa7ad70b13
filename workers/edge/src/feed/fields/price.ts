import type { Price } from "@nextmove/contract";

const SYMBOLS: Readonly<Record<string, string>> = { "€": "EUR", $: "USD", "£": "GBP", "¥": "JPY" };
/** Above it nobody sells; also keeps sums exact. */
const AMOUNT_LIMIT = 1e12;
const TEXT_LIMIT_CHARACTERS = 40;

const NUMBER = /^(\d+|\d{1,3}([.,])\d{3}(?:\2\d{3})*)(?:([.,])(\d+))?$/;

/** `1.234,50`, `1,234.50`, `1 234,50` and `15,00` as the numbers people mean. */
const numberIn = (text: string): number => {
  const [all, whole = "", group, point, fraction = ""] =
    NUMBER.exec(text.replace(/[\s\u00a0\u202f'’]/g, "")) ?? [];
  if (all === undefined || (group !== undefined && group === point)) return NaN;
  const digits = group === undefined ? whole : whole.replaceAll(group, "");
  // A single comma before three digits parts thousands, as Google's own examples do.
  const isGroup = group === undefined && point === "," && fraction.length === 3 && whole !== "0";
  return Number(isGroup ? digits + fraction : `${digits}.${fraction || "0"}`);
};

/**
 * Reads `15.00 USD`, `USD 15.00`, `15,00 EUR`, `€ 15` or a number.
 *
 * @param currency of a price that names none
 * @returns the price, or null when it is none
 */
export const parsePrice = (value: unknown, currency: string | undefined): Price | null => {
  if (typeof value === "number") {
    return isAmount(value) ? withCurrency(value, currency) : null;
  }
  if (typeof value !== "string" || value.length > TEXT_LIMIT_CHARACTERS) return null;
  const [, before = "", number = "", after = ""] =
    /^\s*([A-Za-z]{3}|[€$£¥])?\s*([\d][\d.,\s\u00a0\u202f'’]*?)\s*([A-Za-z]{3}|[€$£¥])?\s*$/.exec(
      value,
    ) ?? [];
  const amount = numberIn(number);
  if (!isAmount(amount) || (before && after)) return null;
  const named = before || after;
  return withCurrency(amount, named ? (SYMBOLS[named] ?? named.toUpperCase()) : currency);
};

const isAmount = (amount: number): boolean => amount >= 0 && amount < AMOUNT_LIMIT;

const withCurrency = (amount: number, currency: string | undefined): Price =>
  currency === undefined ? { amount } : { amount, currency };
