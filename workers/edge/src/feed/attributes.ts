import {
  ATTRIBUTE_LIMIT_CHARACTERS,
  ATTRIBUTE_NAME_LIMIT_CHARACTERS,
  ATTRIBUTES_LIMIT,
  type FeedItem,
} from "@nextmove/contract";
import { cut } from "./fields/plain-text.ts";
import { NAMED } from "./fields/names.ts";
import { canonicalName, type FeedRecord } from "./fields/record.ts";

type Attribute = string | number | boolean;

/** What JSON-LD says of a product, or of a thing in it, that is nothing about it: `brand.@type`. */
const JSON_LDS_OWN = /(?:^|\.)@/;

const isNamed = (name: string): boolean =>
  NAMED.has(name) || JSON_LDS_OWN.test(name) || name.startsWith("offers.");

const valueOf = (value: unknown, plain: (raw: string) => string): Attribute | undefined => {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value === "string") {
    return cut(plain(value), ATTRIBUTE_LIMIT_CHARACTERS) || undefined;
  }
  // Of a list its first value: a filter compares with one.
  return Array.isArray(value)
    ? valueOf(
        value.find((each) => !Array.isArray(each)),
        plain,
      )
    : undefined;
};

/** What a record says beside the fields that have a name, the first 32 of it. */
export const attributesOf = (
  record: FeedRecord,
  idField: string | undefined,
  plain: (raw: string) => string,
): FeedItem["attributes"] => {
  const found: [string, Attribute][] = [];
  const idName = idField === undefined ? undefined : canonicalName(idField);
  for (const [name, raw] of record) {
    if (found.length >= ATTRIBUTES_LIMIT) break;
    if (isNamed(name) || name === idName || name.length > ATTRIBUTE_NAME_LIMIT_CHARACTERS) continue;
    const value = valueOf(raw, plain);
    const plainName = plain(name);
    if (value !== undefined && plainName !== "") found.push([plainName, value]);
  }
  // Defined, not assigned: a column may be called `__proto__`.
  return found.length > 0 ? Object.fromEntries(found) : undefined;
};
