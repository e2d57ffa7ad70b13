import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable, Transform, type Duplex } from "node:stream";
import { createGunzip, createGzip } from "node:zlib";
import { CommandFailure, fileFailure } from "../failure.ts";
import { isPacked } from "../files/gzip.ts";
import { sniffDelimiter } from "../files/sniff-delimiter.ts";

const SAMPLE_BYTES = 65_536;

/** A feed in a file, opened: a stream would report a file that it may not read only in the middle. */
export interface FeedFile {
  name: string;
  handle: FileHandle;
  bytes: number;
  isPacked: boolean;
  /** Its beginning, unpacked. */
  sample: Uint8Array;
}

/** How a document can be cut: between lines, of a table with this delimiter; null: not at all. */
type Cutting = { delimiter: string | null } | null;

export const openFeedFile = async (file: string): Promise<FeedFile> => {
  const handle = await open(file).catch((error: unknown) => {
    throw fileFailure(file, error);
  });
  const found = await handle.stat();
  if (!found.isFile()) {
    await handle.close();
    throw new CommandFailure(`${file} is no file`);
  }
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
  const head = buffer.subarray(0, bytesRead);
  const packed = isPacked(head);
  const sample = packed ? await unpackSome(head) : head;
  return { name: file, handle, bytes: found.size, isPacked: packed, sample };
};

/** What the first bytes of a packed file unpack to; their end is in the middle of something. */
const unpackSome = async (head: Uint8Array): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  const unpacked = through([head], createGunzip());
  try {
    for await (const piece of unpacked) pieces.push(piece);
  } catch {
    // That it breaks off is expected.
  }
  return Buffer.concat(pieces);
};

// Not `pipe`, which would leave the reader waiting when the other end fails.
const through = (source: Iterable<Uint8Array> | Readable, stream: Duplex): Readable => {
  pipeline(source instanceof Readable ? source : Readable.from(source), stream, () => undefined);
  return stream;
};

const isJson = (line: string): boolean => {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};

/** Tables and JSON lines can be cut anywhere between lines; XML and JSON cannot. */
export const cuttingOf = (sample: Uint8Array, format: string | undefined): Cutting => {
  // In UTF-16 a line's end is two bytes.
  if (sample[0] === 0xff || sample[0] === 0xfe) return null;
  const text = new TextDecoder().decode(sample).trimStart();
  const [line = "", ...others] = text.trimEnd().split("\n");
  const found =
    format ??
    (text.startsWith("<")
      ? "xml"
      : /^[{[]/.test(text)
        ? text.startsWith("{") && others.length > 0 && isJson(line)
          ? "ndjson"
          : "json"
        : "csv");
  if (found === "xml" || found === "json") return null;
  if (found === "ndjson") return { delimiter: null };
  return { delimiter: found === "tsv" ? "\t" : sniffDelimiter(text) };
};

/** The bytes of a file as they lie there, each reported as it is read. */
const read = ({ handle }: FeedFile, onRead: (bytes: number) => void): Readable => {
  const counted = new Transform({
    transform(chunk: Uint8Array, _, done) {
      onRead(chunk.length);
      done(null, chunk);
    },
  });
  return through(handle.createReadStream({ start: 0 }), counted);
};

/** A file as one body; `pack` makes it smaller on its way. */
export const bodyOf = (
  file: FeedFile,
  pack: boolean,
  onRead: (bytes: number) => void,
): ReadableStream<Uint8Array> => {
  const source = read(file, onRead);
  const stream = pack && !file.isPacked ? through(source, createGzip()) : source;
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
};

/** A file's text in pieces. @throws CommandFailure where what is packed is broken */
export async function* piecesOf(
  file: FeedFile,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  const source = read(file, onRead);
  try {
    yield* file.isPacked ? through(source, createGunzip()) : source;
  } catch (error) {
    throw fileFailure(file.name, error);
  }
}
