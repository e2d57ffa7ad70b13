import type { Price } from "@nextmove/contract";

/** What stands beside prices in shops; `kr` and dollars of other countries are whose the feed says. */
const SYMBOLS = new Map([
  ["€", "EUR"],
  ["$", "USD"],
  ["US$", "USD"],
  ["£", "GBP"],
  ["¥", "JPY"],
  ["₹", "INR"],
  ["Rs", "INR"],
  ["₩", "KRW"],
  ["₺", "TRY"],
  ["₪", "ILS"],
  ["₫", "VND"],
  ["₴", "UAH"],
  ["R$", "BRL"],
  ["zł", "PLN"],
  ["Kč", "CZK"],
  ["Ft", "HUF"],
  ["Fr", "CHF"],
]);
const UNIT = String.raw`([A-Za-z]{3}|[A-Z]{0,2}\$|\p{Sc}|(?:kr|Fr|Rs)\.?|zł|Kč|Ft)`;
const PRICE = new RegExp(
  String.raw`^\s*${UNIT}?\s*(\d[\d.,\s\u00a0\u202f'’]*?)\s*${UNIT}?\s*$`,
  "u",
);
/** Of `12.-`: no cents. */
const DASH = /(?<=[.,])[-–—]+/;
/** Above it nobody sells; also keeps sums exact. */
const AMOUNT_LIMIT = 1e12;
const TEXT_LIMIT_CHARACTERS = 40;

// Whole numbers also in lakhs: `1,00,000`.
const NUMBER = /^(\d+|\d{1,3}([.,])\d{3}(?:\2\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})(?:([.,])(\d+))?$/;

/** Currencies with thousandths (ISO 4217): in all others three digits behind a point are no fraction. */
const IN_THOUSANDTHS = new Set(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]);

/**
 * `1.234,50`, `1,234.50`, `1 234,50` and `15,00` as the numbers people mean.
 *
 * @param currency as the price names it
 */
const numberIn = (text: string, currency: string | undefined): number => {
  const [all, whole = "", group, point, fraction = ""] =
    NUMBER.exec(text.replace(/[\s\u00a0\u202f'’]/g, "")) ?? [];
  if (all === undefined || (group !== undefined && group === point)) return NaN;
  const digits = whole.replace(/[.,]/g, "");
  // A single comma before three digits parts thousands, as Google's own examples do; a point does in a
  // price (`1.299 EUR`, `19.990 CLP`), but not in a bare number.
  const parts = currency === undefined || IN_THOUSANDTHS.has(currency) ? "," : ",.";
  const isGroup =
    group === undefined &&
    point !== undefined &&
    parts.includes(point) &&
    fraction.length === 3 &&
    whole.length <= 3 &&
    whole !== "0";
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
  const [, before = "", number = "", after = ""] = PRICE.exec(value.replace(DASH, "00")) ?? [];
  const unit = (before || after).replace(".", "");
  const named = /^[A-Za-z]{3}$/.test(unit) ? unit.toUpperCase() : SYMBOLS.get(unit);
  const amount = numberIn(number, named);
  return isAmount(amount) && !(before && after) ? withCurrency(amount, named ?? currency) : null;
};

const isAmount = (amount: number): boolean => amount >= 0 && amount < AMOUNT_LIMIT;

const withCurrency = (amount: number, currency: string | undefined): Price =>
  currency === undefined ? { amount } : { amount, currency };
