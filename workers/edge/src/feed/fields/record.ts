import type { FeedCode } from "@nextmove/contract";
import { cut } from "./plain-text.ts";

/** One product as its format states it: names canonical, values as they came. */
export type FeedRecord = ReadonlyMap<string, unknown>;

/** What a format's reader finds, in the order of the document. */
export interface Found {
  record(line: number, record: FeedRecord): void;
  /** Products that share what they are made of: each is made when it is asked for. */
  records(line: number, records: Iterable<FeedRecord>): void;
  /** A product that could not be read. */
  reject(line: number, code: FeedCode, message: string): void;
  /** The document itself is broken here: what follows is lost. */
  broken(line: number, code: FeedCode, message: string): void;
}

/** Reads a document that comes in pieces, cut anywhere. */
export interface DocumentReader {
  write(text: string): void;
  end(): void;
}

/** Names remembered: a feed repeats its few dozen, a hostile one makes them up. */
const REMEMBERED_NAMES = 1_000;
/** Of a name; what is longer is cut, and not remembered: it may be as long as a product. */
const NAME_LIMIT_CHARACTERS = 200;
const known = new Map<string, string>();

const canonical = (name: string): string =>
  name
    .slice(name.lastIndexOf(":") + 1)
    .trim()
    // Meta's nested columns: `image[0].url` is the first image.
    .replaceAll("[0]", "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

/** A field's name without namespace, case and the ways to part words: `g:imageLink`, `Image Link`. */
export const canonicalName = (name: string): string => {
  const found = known.get(name);
  if (found !== undefined) return found;
  const made = canonical(name.slice(0, NAME_LIMIT_CHARACTERS));
  if (name.length <= NAME_LIMIT_CHARACTERS && known.size < REMEMBERED_NAMES) known.set(name, made);
  return made;
};

/** A value, a list's altogether: descriptions with markup are the longest there are, and far less is kept. */
export const VALUE_LIMIT_CHARACTERS = 20_000;
/** Values of a product, and of a list, that are looked at: far more than are kept. */
export const VALUES_LIMIT = 200;

/** A list of the record's own, which may grow: what a format read may be part of other records, too. */
const listOf = (values: readonly unknown[]): unknown[] => {
  const list: unknown[] = [];
  let rest = VALUE_LIMIT_CHARACTERS;
  for (const value of values) {
    if (list.length >= VALUES_LIMIT || rest <= 0) break;
    const taken = typeof value === "string" ? cut(value, rest) : value;
    if (typeof taken === "string") rest -= taken.length;
    list.push(taken);
  }
  return list;
};

const takenOf = (value: unknown): unknown => {
  if (typeof value === "string") return cut(value, VALUE_LIMIT_CHARACTERS);
  return Array.isArray(value) ? listOf(value) : value;
};

/** Adds a value, as much of it as is looked at; a repeated name holds a list. */
export const addValue = (record: Map<string, unknown>, name: string, value: unknown): void => {
  const taken = takenOf(value);
  const before = record.get(name);
  const values: unknown[] = Array.isArray(taken) ? taken : [taken];
  if (before === undefined) record.set(name, taken);
  else if (!Array.isArray(before)) record.set(name, [before, ...values]);
  else if (before.length < VALUES_LIMIT) before.push(...values);
};
