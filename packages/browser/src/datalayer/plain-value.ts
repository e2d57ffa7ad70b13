import { isString } from "../plain/shape.ts";

/**
 * Longest text taken from a page. Google Analytics cuts most texts at 100 characters
 * (https://support.google.com/analytics/answer/9267744), so nothing that shops report is lost.
 */
const MAX_TEXT_LENGTH = 200;

const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);

/** A text, or a number as text (ids are often written as numbers); undefined for all else. */
export function textOf(value: unknown): string | undefined {
  const text = isFiniteNumber(value) ? String(value) : value;
  return isString(text) && text.length <= MAX_TEXT_LENGTH ? text.trim() || undefined : undefined;
}

/**
 * A finite number. Many shops push what their templates print: `"9.99"`, `"1,234.56"`, `"€ 9,99"`.
 * A lone comma before three digits separates thousands, any other last separator decimals.
 */
export function numberOf(value: unknown): number | undefined {
  const number = isString(value) ? parse(value.slice(0, MAX_TEXT_LENGTH)) : value;
  return isFiniteNumber(number) ? number : undefined;
}

/** NaN for what is no number. */
const parse = (text: string): number =>
  Number(
    text
      .replace(/[a-z]+\.?|[^\d.,-]/gi, "") // EUR, Rs., €
      .replace(/[.,](?=.*[.,])|,(?=\d{3}$)/g, "")
      .replace(",", ".") || Number.NaN,
  );
