import { JSON_DEPTH_LIMIT } from "@nextmove/contract";
import { fail, ok, type Result } from "../result.ts";
import { nestsDeeper } from "./depth.ts";
import { jsonErrorPosition } from "./json-error-position.ts";
import { failure, type Failure } from "./problems.ts";
import { dropTrailingCommas } from "./trailing-commas.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Gathers a body of unknown length, no further than the limit. */
const readChunks = async (
  body: ReadableStream<Uint8Array>,
  limitBytes: number,
): Promise<Uint8Array | null> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > limitBytes) return null;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
};

/** V8 says of some errors only where they are. */
const withPosition = (message: string, text: string): string => {
  if (/ at position \d/.test(message)) return message;
  const position = jsonErrorPosition(text);
  const lines = text.slice(0, position).split("\n");
  const column = (lines.at(-1) ?? "").length + 1;
  return `${message} at position ${position} (line ${lines.length} column ${column})`;
};

/** Reads JSON: strict first, then once more without trailing commas. Of any depth. */
export const parseJson = (text: string): Result<unknown, Failure> => {
  try {
    return ok(JSON.parse(text));
  } catch {
    const repaired = dropTrailingCommas(text);
    try {
      return ok(JSON.parse(repaired));
    } catch (error) {
      return fail(failure("invalid_json", withPosition((error as SyntaxError).message, repaired)));
    }
  }
};

/** A byte order mark, which decoding drops. */
const MARK_BYTES = 3;

/**
 * Whether a text was UTF-8 as bytes. Of what is not, decoding makes U+FFFD, three bytes for one to three: the length
 * tells. It does not where all that is broken are characters of four bytes that lost one, nor where what is broken behind a
 * mark makes up for the mark: that is taken as U+FFFD.
 */
const wasUtf8 = (text: string, bytes: number): boolean => {
  if (!text.includes("\uFFFD")) return true;
  const missing = bytes - Buffer.byteLength(text);
  return missing === 0 || missing === MARK_BYTES;
};

const NOT_UTF8 = fail(failure("invalid_encoding", "the body is not valid UTF-8"));

const tooLarge = (limitBytes: number) =>
  fail(failure("body_too_large", `the body exceeds ${limitBytes} bytes`));

const decode = async (request: Request, limitBytes: number): Promise<Result<string, Failure>> => {
  const length = request.headers.get("content-length");
  if (length !== null) {
    if (Number(length) > limitBytes) return tooLarge(limitBytes);
    // A known length is read in one piece: walking the stream costs as much as ranking, and only to ask whether
    // there is one makes it. And as text: each buffer costs the garbage collector more than a text.
    const text = await request.text();
    if (text.length > limitBytes) return tooLarge(limitBytes);
    return wasUtf8(text, Number(length)) ? ok(text) : NOT_UTF8;
  }
  const bytes = request.body ? await readChunks(request.body, limitBytes) : new Uint8Array();
  if (!bytes) return tooLarge(limitBytes);
  try {
    return ok(decoder.decode(bytes));
  } catch {
    return NOT_UTF8;
  }
};

const isEmpty = (text: string): boolean => text.trim() === "";

/** A body as text that is not empty, or body_too_large, invalid_encoding, invalid_json. */
export const readText = async (
  request: Request,
  limitBytes: number,
): Promise<Result<string, Failure>> => {
  const text = await decode(request, limitBytes);
  return text.ok && isEmpty(text.value) ? fail(failure("invalid_json", "the body is empty")) : text;
};

const parseBody = (text: string): Result<unknown, Failure> =>
  nestsDeeper(text, JSON_DEPTH_LIMIT)
    ? fail(failure("json_too_deep", `the body nests deeper than ${JSON_DEPTH_LIMIT}`))
    : parseJson(text);

/**
 * Reads a JSON body whatever its content type says: beacons come as `text/plain`.
 *
 * @returns the parsed value, or body_too_large, invalid_encoding, json_too_deep, invalid_json
 */
export const readJson = async (
  request: Request,
  limitBytes: number,
): Promise<Result<unknown, Failure>> => {
  const text = await readText(request, limitBytes);
  return text.ok ? parseBody(text.value) : text;
};

/** The same where all may be left out: no body is an object without fields. */
export const readJsonOrNothing: typeof readJson = async (request, limitBytes) => {
  const text = await decode(request, limitBytes);
  if (!text.ok) return text;
  return isEmpty(text.value) ? ok({}) : parseBody(text.value);
};
