/** A body that ended before its end: its compression does not close, or its bytes are no such thing. */
export class TruncatedBody extends Error {
  override name = "TruncatedBody";
}

type Chunks = AsyncIterable<Uint8Array>;

const GZIP = [0x1f, 0x8b];

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

const copied = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

async function* gunzip(chunks: Chunks): AsyncGenerator<Uint8Array, void> {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  let sourceFault: { error: unknown } | undefined;
  const feed = async (): Promise<void> => {
    try {
      for await (const chunk of chunks) await writer.write(copied(chunk));
    } catch (error) {
      sourceFault = { error };
      await writer.abort(error);
      return;
    }
    await writer.close();
  };
  // What goes wrong in it shows where the other end is read.
  const fed = feed().catch(() => undefined);
  try {
    for await (const chunk of readable) yield chunk;
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
