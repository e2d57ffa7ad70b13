import { JSON_DEPTH_LIMIT } from "@nextmove/contract";
import { nestsDeeper } from "../../http/depth.ts";
import { parseJson, readText } from "../../http/json-body.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";

/** A line that is no JSON: refused by itself, at its place. */
export class BrokenLine {
  readonly problem: Failure;
  readonly text: string;

  constructor(problem: Failure, text: string) {
    this.problem = problem;
    this.text = text;
  }
}

const IS_LINES = /ndjson|jsonl|json-?seq/i;

const readLine = (line: string): unknown => {
  if (nestsDeeper(line, JSON_DEPTH_LIMIT)) {
    return new BrokenLine(failure("json_too_deep", `nests deeper than ${JSON_DEPTH_LIMIT}`), line);
  }
  const parsed = parseJson(line);
  return parsed.ok ? parsed.value : new BrokenLine(parsed.error, line);
};

/** Before each text of a sequence of JSON texts (RFC 7464); nowhere else in JSON. */
const RECORD_SEPARATOR = "\u001E";

const linesOf = (text: string): unknown[] =>
  text
    .replaceAll(RECORD_SEPARATOR, "\n")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(readLine);

/**
 * Beacons and most clients do not say what they send: several lines whose first is a value are lines, and
 * so are several that each begin an object, unless the first begins a list of them.
 */
const looksLikeLines = (text: string): boolean => {
  const [first = "", ...others] = text.trim().split(/\s*\n\s*/);
  if (others.length === 0) return false;
  const areObjects = [first, ...others].every((line) => line.startsWith("{"));
  return parseJson(first).ok || (areObjects && !first.endsWith("["));
};

/**
 * Reads a body of JSON, or of a line of JSON for each event.
 *
 * @returns the value; of lines a list, in which a line that could not be read is a `BrokenLine`
 */
export const readJsonOrLines = async (
  request: Request,
  limitBytes: number,
): Promise<Result<unknown, Failure>> => {
  const text = await readText(request, limitBytes);
  if (!text.ok) return text;
  if (IS_LINES.test(request.headers.get("content-type") ?? "")) return ok(linesOf(text.value));
  const isDeep = nestsDeeper(text.value, JSON_DEPTH_LIMIT);
  const parsed = isDeep
    ? fail(failure("json_too_deep", `the body nests deeper than ${JSON_DEPTH_LIMIT}`))
    : parseJson(text.value);
  return parsed.ok || !looksLikeLines(text.value) ? parsed : ok(linesOf(text.value));
};
