import { JSON_DEPTH_LIMIT } from "@nextmove/contract";
import { nestsDeeper } from "../../http/depth.ts";
import { dropTrailingCommas } from "../../http/trailing-commas.ts";
import type { Found } from "../fields/record.ts";
import { isObject, productsIn } from "./json-product.ts";

/** Beyond this many digits not every number is exact in a double. */
const LONG_NUMBER = /\d{16}/;

/** Whole numbers that would come out as another one, as text: they are ids. */
const keepDigits = (_key: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === "number" && !Number.isSafeInteger(value) && /^\d+$/.test(source ?? "")
    ? source
    : value;

const parseExactly = (text: string): unknown =>
  LONG_NUMBER.test(text)
    ? // What a number looks like is newer than the types of `JSON.parse` (ES2026).
      JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown)
    : JSON.parse(text);

const parse = (text: string): { value: unknown } | { message: string } => {
  try {
    return { value: parseExactly(text) };
  } catch {
    try {
      return { value: parseExactly(dropTrailingCommas(text)) };
    } catch (error) {
      return { message: (error as SyntaxError).message };
    }
  }
};

/** Reads the text of one JSON value as the products it stands for. */
export const readJsonProduct = (found: Found, line: number, text: string): void => {
  if (nestsDeeper(text, JSON_DEPTH_LIMIT)) {
    return found.reject(line, "json_syntax", `nests deeper than ${JSON_DEPTH_LIMIT}`);
  }
  const parsed = parse(text);
  if ("message" in parsed) return found.reject(line, "json_syntax", parsed.message);
  if (!isObject(parsed.value)) return found.reject(line, "bad_line", "is not a JSON object");
  found.records(line, productsIn(parsed.value));
};
