import { attempt } from "./attempt.ts";
import { hex } from "./hex.ts";
import { isRecord, isString } from "./shape.ts";

// Taken before a script that comes later can replace it.
const { parse } = JSON;

/** What may say how it is written. */
interface Writable {
  readonly toJSON?: unknown;
}

/**
 * JSON as `JSON.stringify` writes it, whatever the page has done to that: some old libraries put
 * their own in its place, or a `toJSON` on all arrays, and the edge would get strings for lists.
 * Empty for what has no JSON; throws a RangeError for what never ends.
 */
export function toJson(value: unknown): string {
  if (isString(value)) {
    // Quotation mark, backslash, control characters, and halves of surrogate pairs.
    return `"${value.replace(/[^ !#-[\]-\ud7ff\ue000-\uffff]/g, (each) => `\\u${hex(each.charCodeAt(0), 4)}`)}"`;
  }
  if (!isRecord(value)) {
    const text = String(value);
    if (/^(-?\d|true|false|null)/.test(text)) return text;
    return typeof value === "number" ? "null" : "";
  }
  // Spread, so that the holes of an array are read as undefined.
  if (Array.isArray(value)) {
    return `[${[...value].map((item) => toJson(item) || "null").join()}]`;
  }
  const { toJSON } = value;
  // What a library of the page has put on all that there is means its own format, not JSON's.
  if (typeof toJSON === "function" && toJSON !== ({} as Writable).toJSON)
    return toJson(toJSON.call(value));
  const members = Object.entries(value).flatMap(([name, member]) => {
    const json = toJson(member);
    return json ? `${toJson(name)}:${json}` : [];
  });
  return `{${members.join()}}`;
}

/** The value, or undefined for what is no JSON. */
export const parseJson = (text: string): unknown => attempt<unknown>(() => parse(text));
