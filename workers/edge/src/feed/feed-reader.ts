import type { FeedFormat, FeedOptions, FeedProblem } from "@nextmove/contract";
import { decoderFor } from "./encoding.ts";
import { sniffFormat } from "./format.ts";
import { DelimitedReader } from "./formats/delimited.ts";
import { JsonReader } from "./formats/json.ts";
import { JsonLinesReader } from "./formats/json-lines.ts";
import { XmlReader } from "./formats/xml.ts";
import { normalise } from "./normalise.ts";
import type { Entry, Finding } from "./fields/patch.ts";
import { plainText } from "./fields/plain-text.ts";
import type { DocumentReader, FeedRecord, Found } from "./fields/record.ts";
import { remembering } from "./fields/remembering.ts";

/** Enough for a declaration and the first line of what a line holds. */
const HEAD_BYTES = 16 * 1024;
/** Bytes decoded at once: bounds what lies in memory, however large the pieces come. */
const STEP_BYTES = 64 * 1024;
/** Outcomes of products that share their fields, given out at once: read in some milliseconds. */
const SHARE_OUTCOMES = 200;

/** What became of one product. */
export type Outcome =
  | { ok: true; line: number; entry: Entry; warnings: FeedProblem[] }
  | { ok: false; problem: FeedProblem };

/** Products that share their fields and are not read yet: many of them can stand in a short text. */
interface Unread {
  line: number;
  records: Iterable<FeedRecord>;
}

/** How a document is laid out, as its beginning says: what a part without that beginning needs. */
export interface Layout {
  format: FeedFormat;
  encoding: string;
  /** Of tables. */
  delimiter?: string | undefined;
  names?: readonly string[] | undefined;
}

export type ReaderOptions = Pick<
  FeedOptions,
  "format" | "delimiter" | "currency" | "base_url" | "id_field" | "mode" | "merge"
> & {
  kind: "replace" | "update";
  contentType: string;
  /** Of the first part, when this is a later one. */
  layout?: Layout | undefined;
};

/**
 * Reads a feed of any format, in pieces cut anywhere, as products and problems in the order of the
 * document. Every product has exactly one outcome. Holds no more of the feed than one product.
 */
export class FeedReader {
  readonly #options: ReaderOptions;
  #head = new Uint8Array();
  #format: FeedFormat | undefined;
  #decoder: TextDecoder | undefined;
  #reader: DocumentReader | undefined;
  #finds: (Outcome | Unread)[] = [];
  #broken: FeedProblem | undefined;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** Known once the first bytes are read. */
  get format(): FeedFormat {
    const isTabbed = this.#reader instanceof DelimitedReader && this.#reader.delimiter === "\t";
    return isTabbed ? "tsv" : (this.#format ?? this.#options.format ?? "csv");
  }

  /** Known once the first row is read. */
  get layout(): Layout {
    const table = this.#reader instanceof DelimitedReader ? this.#reader : undefined;
    return {
      format: this.format,
      encoding: this.#decoder?.encoding ?? "utf-8",
      delimiter: table?.delimiter,
      names: table?.names,
    };
  }

  /** Why the rest of the document was lost. */
  get broken(): FeedProblem | undefined {
    return this.#broken;
  }

  /** What the bytes complete, a bounded share at a time. */
  *write(bytes: Uint8Array): Generator<Outcome[], void> {
    for (let at = 0; at < bytes.length; at += STEP_BYTES) {
      this.#push(bytes.subarray(at, at + STEP_BYTES));
      yield* this.#taken();
    }
  }

  /** What only the end completes. */
  *end(): Generator<Outcome[], void> {
    if (!this.#reader && !this.#broken) this.#start();
    this.#reader?.write(this.#decoder?.decode() ?? "");
    this.#reader?.end();
    yield* this.#taken();
  }

  /** The document ended before its end: its compression or its connection broke off. */
  cut(message: string): void {
    this.#broken = { line: 0, code: "truncated", message, severity: "rejected" };
  }

  *#taken(): Generator<Outcome[], void> {
    const finds = this.#finds;
    this.#finds = [];
    let share: Outcome[] = [];
    for (const find of finds) {
      if ("ok" in find) {
        share.push(find);
        continue;
      }
      let plain: typeof plainText | undefined;
      for (const record of find.records) {
        if (share.length >= SHARE_OUTCOMES) {
          yield share;
          share = [];
        }
        share.push(this.#outcomeOf(find.line, record, plain ?? plainText));
        // Most stand alone: nothing of theirs comes again.
        plain ??= remembering(plainText);
      }
    }
    if (share.length > 0) yield share;
  }

  #outcomeOf(line: number, record: FeedRecord, plain: (raw: string) => string): Outcome {
    const read = normalise(record, this.#options, plain);
    if (!read.ok) {
      return { ok: false, problem: problemOf(line, read.id, read.finding, "rejected") };
    }
    const { entry } = read;
    const id = entry.op === "put" ? entry.item.id : entry.id;
    const warnings = read.warnings.map((finding) => problemOf(line, id, finding, "warning"));
    return { ok: true, line, entry, warnings };
  }

  #push(bytes: Uint8Array): void {
    if (this.#broken) return;
    if (this.#reader) {
      this.#reader.write(this.#decoder?.decode(bytes, { stream: true }) ?? "");
      return;
    }
    const head = new Uint8Array(this.#head.length + bytes.length);
    head.set(this.#head);
    head.set(bytes, this.#head.length);
    this.#head = head;
    if (head.length >= HEAD_BYTES && !this.#broken) this.#start();
  }

  /** Decides on the same first bytes, however they were cut. */
  #start(): void {
    const { contentType, format, delimiter, layout } = this.#options;
    const head = this.#head;
    // XML declares its encoding in each part; of lines only the first part has the mark.
    const isCut = layout !== undefined && layout.format !== "xml";
    const decoder = isCut ? new TextDecoder(layout.encoding) : decoderFor(head, contentType);
    if (!decoder) {
      this.#found.broken(1, "bad_encoding", "the encoding is not known; UTF-8 always is");
      return;
    }
    const text = new TextDecoder(decoder.encoding).decode(head.subarray(0, HEAD_BYTES));
    this.#format = layout?.format ?? format ?? sniffFormat(text, contentType);
    this.#decoder = decoder;
    this.#reader = readerOf(
      this.#format,
      this.#found,
      layout?.delimiter ?? delimiter,
      layout?.names,
    );
    this.#reader.write(decoder.decode(head, { stream: true }));
    this.#head = new Uint8Array();
  }

  readonly #found: Found = {
    record: (line, record) => {
      this.#finds.push(this.#outcomeOf(line, record, plainText));
    },
    records: (line, records) => {
      this.#finds.push({ line, records });
    },
    reject: (line, code, message) => {
      const problem = problemOf(line, undefined, { code, message }, "rejected");
      this.#finds.push({ ok: false, problem });
    },
    broken: (line, code, message) => {
      this.#broken ??= problemOf(line, undefined, { code, message }, "rejected");
    },
  };
}

const problemOf = (
  line: number,
  id: string | undefined,
  finding: Finding,
  severity: FeedProblem["severity"],
): FeedProblem => ({ line, ...(id === undefined ? {} : { id }), ...finding, severity });

const readerOf = (
  format: FeedFormat,
  found: Found,
  delimiter: string | undefined,
  names: readonly string[] | undefined,
) => {
  if (format === "xml") return new XmlReader(found);
  if (format === "json") return new JsonReader(found);
  if (format === "ndjson") return new JsonLinesReader(found);
  return new DelimitedReader(found, delimiter ?? (format === "tsv" ? "\t" : undefined), names);
};
