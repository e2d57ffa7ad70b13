import {
  type FeedCode,
  type FeedOptions,
  LIST_LIMIT_ENTRIES,
  type Price,
  TEXT_LIMIT_CHARACTERS,
} from "@nextmove/contract";
import { NAMES } from "./names.ts";
import type { Finding } from "./patch.ts";
import { type FeedRecord, VALUES_LIMIT } from "./record.ts";
import { parseAddress } from "./address.ts";
import { cut } from "./plain-text.ts";
import { parsePrice } from "./price.ts";

export type ReadingOptions = Pick<FeedOptions, "currency" | "base_url" | "id_field" | "mode"> & {
  /** In a full feed, fields that are not there have defaults; in an update they stay as they were. */
  kind: "replace" | "update";
};

/** A rejection on its way out of the fields. */
export class Rejected {
  readonly finding: Finding;
  constructor(finding: Finding) {
    this.finding = finding;
  }
}

export type Scalar = string | number | boolean;

const isScalar = (value: unknown): value is Scalar =>
  ["string", "number", "boolean"].includes(typeof value);

export const scalarsIn = (value: unknown): Scalar[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isScalar);

/** Reads the fields of one record; what is wrong with them collects as warnings. */
export class FieldReader {
  readonly warnings: Finding[] = [];
  readonly #record: FeedRecord;
  readonly #options: ReadingOptions;
  /** What a person reads of a raw value. */
  readonly plain: (raw: string) => string;

  constructor(record: FeedRecord, options: ReadingOptions, plain: (raw: string) => string) {
    this.#record = record;
    this.#options = options;
    this.plain = plain;
  }

  /** In lenient mode the item goes on without the field. */
  warn(code: FeedCode, message: string, field: string): void {
    const finding = { code, message, field };
    if (this.#options.mode === "strict") throw new Rejected(finding);
    this.warnings.push(finding);
  }

  reject(code: FeedCode, message: string, field: string): never {
    throw new Rejected({ code, message, field });
  }

  /** The first of the names that has a value; null when an update names one as nothing. */
  find(names: readonly string[]): unknown {
    let isNull = false;
    for (const name of names) {
      const value = this.#record.get(name);
      if (value === null) isNull = true;
      else if (value !== undefined && scalarsIn(value).some((each) => each !== "")) return value;
    }
    return isNull && this.#options.kind === "update" ? null : undefined;
  }

  first(names: readonly string[]): Scalar | null | undefined {
    const value = this.find(names);
    return value === null ? null : scalarsIn(value).find((each) => each !== "");
  }

  clean(value: Scalar, field: string, limit = TEXT_LIMIT_CHARACTERS): string {
    const text = this.plain(String(value));
    if (text.includes("\uFFFD")) this.warn("bad_encoding", "holds bytes that are no text", field);
    return cut(text, limit);
  }

  text(names: readonly string[], field: string): string | null | undefined {
    const value = this.first(names);
    if (value === null || value === undefined) return value;
    return this.clean(value, field) || undefined;
  }

  /** The first different ones that are texts; no more is read for them than is needed. */
  list(values: Iterable<Scalar>, field: string): string[] {
    const texts = new Set<string>();
    let seen = 0;
    for (const value of values) {
      const text = this.clean(value, field);
      if (text !== "") texts.add(text);
      seen += 1;
      if (texts.size >= LIST_LIMIT_ENTRIES || seen >= VALUES_LIMIT) break;
    }
    return [...texts];
  }

  address(names: readonly string[], field: string): string | null | undefined {
    const value = this.first(names);
    if (value === null || value === undefined) return value;
    const text = String(value).trim();
    // What Shopify calls a handle is a path on a shop that the feed does not name.
    const isPath = text.startsWith("/products/") && this.#record.get("handle") === value;
    if (isPath && !this.#options.base_url) return undefined;
    const address = parseAddress(text, this.#options.base_url);
    if (address !== null) return address;
    const message = `${JSON.stringify(cut(text, 80))} is no http(s) address`;
    if (field === "link") this.reject("bad_url", message, field);
    this.warn("bad_url", message, field);
    return undefined;
  }

  price(names: readonly string[], field: string): Price | null | undefined {
    const value = this.first(names);
    if (value === null || value === undefined) return value;
    const currency = this.first(NAMES.currency);
    const isNamed = typeof currency === "string" && /^[A-Za-z]{3}$/.test(currency.trim());
    const price = parsePrice(
      value,
      isNamed ? currency.trim().toUpperCase() : this.#options.currency,
    );
    if (price === null) {
      this.reject("bad_price", `${JSON.stringify(cut(String(value), 80))} is no price`, field);
    }
    return price;
  }

  number(names: readonly string[]): number | null | undefined {
    const value = this.first(names);
    if (value === null) return null;
    const number = typeof value === "string" ? Number(value.trim() || NaN) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  }
}
