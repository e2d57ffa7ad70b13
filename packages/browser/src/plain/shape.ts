/** Narrows what comes from outside (the edge, storage, the page) far enough to look into it. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

export const isString = (value: unknown): value is string => typeof value === "string";

/** The records of a list, none of anything else. */
export const recordsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

export const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isString);

/** An id or a text as text, empty for anything else: ids are numbers in some shops. */
export const textOf = (value: unknown): string =>
  isString(value) || typeof value === "number" ? `${value}` : "";
