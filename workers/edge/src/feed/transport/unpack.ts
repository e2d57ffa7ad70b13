import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

/** A body that ended before its end: its compression does not close, or its bytes are no such thing. */
export class TruncatedBody extends Error {
  override name = "TruncatedBody";
}

type Chunks = AsyncIterable<Uint8Array>;

const GZIP = [0x1f, 0x8b];
/** What comes of gzip at once; the default of 16 kB makes four times the calls. */
const UNPACKED_BYTES = 64 * 1024;

/** Everything again, with the first bytes looked at: at least `least` of them if there are as many. */
export const peek = async (
  chunks: Chunks,
  least: number,
): Promise<{ head: Uint8Array; isAll: boolean; all: AsyncGenerator<Uint8Array, void> }> => {
  const source = chunks[Symbol.asyncIterator]();
  let head = new Uint8Array();
  let isAll = false;
  while (head.length < least && !isAll) {
    const next = await source.next();
    if (next.done) isAll = true;
    else head = Buffer.concat([head, next.value]);
  }
  async function* all(): AsyncGenerator<Uint8Array, void> {
    yield head;
    if (isAll) return;
    for (;;) {
      const next = await source.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { head, isAll, all: all() };
};

/** Several members one after the other are one document (RFC 1952, 2.2): `DecompressionStream` refuses them. */
async function* gunzip(chunks: Chunks): AsyncGenerator<Uint8Array, void> {
  let sourceFault: { error: unknown } | undefined;
  async function* packed(): AsyncGenerator<Uint8Array, void> {
    try {
      yield* chunks;
    } catch (error) {
      sourceFault = { error };
      throw error;
    }
  }
  const unpacked = createGunzip({ chunkSize: UNPACKED_BYTES });
  // What goes wrong in it shows where the other end is read.
  const fed = pipeline(packed(), unpacked).catch(() => undefined);
  try {
    for await (const chunk of unpacked) yield chunk as Uint8Array;
  } catch (error) {
    if (sourceFault) throw sourceFault.error;
    throw new TruncatedBody("the gzip data is damaged or does not end", { cause: error });
  }
  await fed;
}

/** A body as it was before it was compressed; told by its first bytes, so it needs no header. */
export const unpack = async (chunks: Chunks): Promise<AsyncIterable<Uint8Array>> => {
  const { head, all } = await peek(chunks, GZIP.length);
  return GZIP.every((byte, index) => head[index] === byte) ? gunzip(all) : all;
};

/** A body that is larger than the limit. */
export class LargeBody extends Error {
  override name = "LargeBody";
}

/** Lets no more through than the limit: a small body can unpack to anything. */
export async function* atMost(
  chunks: Chunks,
  limitBytes: number,
): AsyncGenerator<Uint8Array, void> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.byteLength;
    if (length > limitBytes) throw new LargeBody(`the feed exceeds ${limitBytes} bytes`);
    yield chunk;
  }
}
