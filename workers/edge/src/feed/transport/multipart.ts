import type { FeedSource } from "./source.ts";
import { TruncatedBody } from "./unpack.ts";

type Chunks = AsyncIterable<Uint8Array>;

/** Names of the form field that holds the feed. */
const FIELDS = new Set(["data", "file", "feed"]);
const HEADERS_LIMIT_BYTES = 8 * 1024;

/** The boundary of a `multipart/form-data` content type, or undefined when it is none (RFC 7578). */
export const boundaryOf = (contentType: string): string | undefined => {
  if (!/^multipart\//i.test(contentType)) return undefined;
  const [, quoted, plain] = /boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType) ?? [];
  return quoted ?? plain;
};

/** Bytes that are taken off in front, up to a mark, and filled up from a stream. */
class Window {
  readonly #source: AsyncIterator<Uint8Array>;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(chunks: Chunks) {
    this.#source = chunks[Symbol.asyncIterator]();
  }

  async fill(): Promise<void> {
    const next = await this.#source.next();
    if (next.done) throw new TruncatedBody("the form does not end");
    this.#bytes = Buffer.concat([this.#bytes, next.value]);
  }

  /** Everything before the mark if it is there, else what cannot be part of it. */
  take(mark: Buffer): { bytes: Uint8Array; isAtMark: boolean } {
    const at = this.#bytes.indexOf(mark);
    const isAtMark = at >= 0;
    const end = isAtMark ? at : Math.max(0, this.#bytes.length - mark.length + 1);
    const bytes = this.#bytes.subarray(0, end);
    this.#bytes = this.#bytes.subarray(isAtMark ? end + mark.length : end);
    return { bytes, isAtMark };
  }

  /** The next bytes as they are, without taking them. */
  async peek(length: number): Promise<string> {
    while (this.#bytes.length < length) await this.fill();
    return this.#bytes.toString("latin1", 0, length);
  }
}

async function* upTo(window: Window, mark: Buffer): AsyncGenerator<Uint8Array, void> {
  for (;;) {
    const { bytes, isAtMark } = window.take(mark);
    if (bytes.length > 0) yield bytes;
    if (isAtMark) return;
    await window.fill();
  }
}

const readHeaders = async (window: Window): Promise<string> => {
  let text = "";
  for await (const bytes of upTo(window, Buffer.from("\r\n\r\n"))) {
    text += Buffer.from(bytes).toString("latin1");
    if (text.length > HEADERS_LIMIT_BYTES) throw new TruncatedBody("a part's headers do not end");
  }
  return text;
};

/**
 * The feed in a form: its first part that is a file, or is called `data`, `file` or `feed`. Streams it;
 * the platform's own reader would hold the form.
 *
 * @returns null when there is no such part
 */
export const openPart = async (chunks: Chunks, boundary: string): Promise<FeedSource | null> => {
  const window = new Window(chunks);
  const mark = Buffer.from(`--${boundary}`);
  for await (const preamble of upTo(window, mark)) void preamble;
  while ((await window.peek(2)) !== "--") {
    const headers = await readHeaders(window);
    const name = /;\s*name="?([^";\r\n]*)/i.exec(headers)?.[1] ?? "";
    const body = upTo(window, Buffer.from(`\r\n--${boundary}`));
    if (FIELDS.has(name) || /;\s*filename\*?=/i.test(headers)) {
      const contentType = /^content-type:\s*(.*)$/im.exec(headers)?.[1]?.trim() ?? "";
      return { contentType, chunks: body };
    }
    for await (const skipped of body) void skipped;
  }
  return null;
};
