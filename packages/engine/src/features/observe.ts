import type { Result } from "../result.ts";
import { failure, success } from "../result.ts";
import type { Observation, ObservationError, ObservationLimits } from "./observation.ts";
import { jsonBytes, LONGEST_ESCAPE_BYTES } from "./json-bytes.ts";
import { OBSERVATION_LIMITS } from "./observation.ts";

/** A longer value (a search text, a URL) counts by its beginning; a longer path is refused. */
const LONGEST_VALUE_CHARACTERS = 128;
const LONGEST_PATH_CHARACTERS = 256;

interface Gathered {
  readonly categories: Set<string>;
  readonly numbers: Map<string, number>;
  readonly limits: ObservationLimits;
}

/**
 * Flattens any JSON state into an observation. Nested keys join with `.`; an array gives one
 * category per element; strings and booleans are categories `path=value`; numbers stay numbers,
 * and those that meet under one path inside an array are added up (the prices of a basket become
 * its total). `null` and `undefined` say nothing. Never throws; what is out of bounds is an error
 * with the path that broke them.
 */
export function observe(
  state: unknown,
  limits: ObservationLimits = OBSERVATION_LIMITS,
): Result<Observation, ObservationError> {
  if (state === null || state === undefined) return success({ c: [], n: [] });
  if (typeof state !== "object" || Array.isArray(state)) {
    return failure({ code: "state_invalid", path: "", message: "the state must be an object" });
  }
  const gathered: Gathered = { categories: new Set(), numbers: new Map(), limits };
  const error = gather(gathered, state, "", 0, false);
  if (error) return failure(error);
  const observation = {
    c: [...gathered.categories].sort(),
    n: [...gathered.numbers].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
  const excess = overBytes(observation, limits.bytes);
  return excess ? failure(excess) : success(observation);
}

function gather(
  into: Gathered,
  value: unknown,
  path: string,
  depth: number,
  inArray: boolean,
): ObservationError | undefined {
  switch (typeof value) {
    case "undefined":
      return undefined;
    case "string":
    case "boolean":
      return addCategory(into, path, String(value));
    case "number":
      if (!Number.isFinite(value)) return invalid(path, "a number must be finite");
      return inArray ? addCategory(into, path, String(value)) : addNumber(into, path, value);
    case "object":
      return value === null ? undefined : gatherInside(into, value, path, depth + 1);
    default:
      return invalid(path, `a ${typeof value} is not JSON`);
  }
}

function gatherInside(
  into: Gathered,
  value: object,
  path: string,
  depth: number,
): ObservationError | undefined {
  if (depth > into.limits.depth) {
    return {
      code: "state_too_deep",
      path,
      message: `more than ${into.limits.depth} levels deep`,
    };
  }
  if (Array.isArray(value)) {
    for (const element of value) {
      const error = gather(into, element, path, depth, true);
      if (error) return error;
    }
    return undefined;
  }
  const members = value as Readonly<Record<string, unknown>>;
  // Without an array for each of them.
  for (const key of Object.keys(members)) {
    const error = gather(into, members[key], join(path, key), depth, false);
    if (error) return error;
  }
  return undefined;
}

const SPECIAL = /[\\.=]/;
const EACH_SPECIAL = /[\\.=]/g;

/** `.` and `=` inside a key are escaped, so that {"a.b": 1} and {"a": {"b": 1}} stay apart. */
function join(path: string, key: string): string {
  const escaped = SPECIAL.test(key) ? key.replaceAll(EACH_SPECIAL, "\\$&") : key;
  return path === "" ? escaped : `${path}.${escaped}`;
}

function addCategory(into: Gathered, path: string, value: string): ObservationError | undefined {
  const category = `${path}=${value.slice(0, LONGEST_VALUE_CHARACTERS)}`;
  const { size } = into.categories;
  // Asking before would be looking for it twice.
  into.categories.add(category);
  return into.categories.size === size ? undefined : overLimit(into, path);
}

function addNumber(into: Gathered, path: string, value: number): ObservationError | undefined {
  const before = into.numbers.get(path);
  const sum = (before ?? 0) + value;
  if (!Number.isFinite(sum)) return invalid(path, "the numbers under this path add up to infinity");
  into.numbers.set(path, sum === 0 ? 0 : sum); // −0 would not survive JSON
  return before === undefined ? overLimit(into, path) : undefined;
}

function overLimit({ categories, numbers, limits }: Gathered, path: string) {
  if (path.length > LONGEST_PATH_CHARACTERS) {
    return tooLarge(path, `a path of more than ${LONGEST_PATH_CHARACTERS} characters`);
  }
  return categories.size + numbers.size > limits.features
    ? tooLarge(path, `more than ${limits.features} features`)
    : undefined;
}

/** Most bytes of what is not text: a number, quotes and commas around it and its path. */
const MOST_BYTES_BESIDE_TEXT = 32;

/** Whether an observation fits even if each of its characters took an escape. */
function surelyFits({ c, n }: Observation, limit: number): boolean {
  let characters = 0;
  for (const category of c) characters += category.length;
  for (const [path] of n) characters += path.length;
  const beside = MOST_BYTES_BESIDE_TEXT * (1 + c.length + n.length);
  return LONGEST_ESCAPE_BYTES * characters + beside <= limit;
}

/** The first path, in the observation's own order, that no longer fits. */
function overBytes(observation: Observation, limit: number): ObservationError | undefined {
  if (surelyFits(observation, limit)) return undefined;
  const { c, n } = observation;
  let bytes = '{"c":[],"n":[]}'.length;
  for (const category of c) {
    bytes += jsonBytes(category) + 1;
    if (bytes > limit)
      return tooLarge(pathOf(category), `with this, the state takes more than ${limit} bytes`);
  }
  for (const [path, value] of n) {
    bytes += jsonBytes(path) + String(value).length + "[,],".length;
    if (bytes > limit) return tooLarge(path, `with this, the state takes more than ${limit} bytes`);
  }
  return undefined;
}

/** Of a category, which is `path=value`; an `=` of the path itself is escaped. */
export function pathOf(category: string): string {
  return /^(?:[^\\=]|\\.)*/su.exec(category)?.[0] ?? "";
}

function tooLarge(path: string, message: string): ObservationError {
  return { code: "state_too_large", path: path.slice(0, LONGEST_PATH_CHARACTERS), message };
}

function invalid(path: string, message: string): ObservationError {
  return { code: "state_invalid", path: path.slice(0, LONGEST_PATH_CHARACTERS), message };
}
