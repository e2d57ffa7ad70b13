import { RECORD_LIMIT_CHARACTERS } from "@nextmove/contract";
import { addValue, canonicalName, type DocumentReader, type Found } from "../fields/record.ts";

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;
const LINE_END = /[\r\n]/;
const DELIMITERS = ["\t", ",", ";", "|"];

interface Row {
  cells: string[];
  /** Where the next row begins. */
  next: number;
}

/** The delimiter the header has most of, outside quotes. */
const sniffDelimiter = (header: string): string => {
  const bare = header.replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((each) => bare.split(each).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
};

/** CSV and TSV with a header row (RFC 4180, as leniently as spreadsheets write it), read row by row. */
export class DelimitedReader implements DocumentReader {
  #buffer = "";
  #at = 0;
  #line = 1;
  /**
   * How far a quote was looked for in vain. Up to there one that does not close on its own line is none: to look as
   * far again from each line would take time quadratic in the length.
   */
  #doubtedTo = 0;
  /** In a line longer than a product may be. */
  #isSkipping = false;
  #names: string[] | undefined;
  /** Columns known before the first row, which may be the header once more. */
  #known: readonly string[] | undefined;
  #delimiter: string | undefined;
  /** What the request says it is. */
  readonly #told: string | undefined;
  readonly #found: Found;

  /** @param names columns of a part whose header was in the first one */
  constructor(found: Found, delimiter: string | undefined, names?: readonly string[]) {
    this.#found = found;
    this.#delimiter = delimiter;
    this.#told = delimiter;
    this.#known = names;
    this.#names = names && [...names];
  }

  get names(): readonly string[] | undefined {
    return this.#names;
  }

  get delimiter(): string | undefined {
    return this.#delimiter;
  }

  write(text: string): void {
    this.#drop(this.#at);
    this.#buffer += text;
    this.#readRows(false);
  }

  end(): void {
    this.#readRows(true);
    if (this.#isSkipping) this.#skipLine(true);
  }

  #drop(characters: number): void {
    this.#buffer = this.#buffer.slice(characters);
    this.#doubtedTo = Math.max(0, this.#doubtedTo - characters);
    this.#at = 0;
  }

  #readRows(isLast: boolean): void {
    while (this.#at < this.#buffer.length) {
      if (this.#isSkipping) {
        if (!this.#skipLine(isLast)) return;
        continue;
      }
      if (!this.#names && !this.#isHeaderThere(isLast)) return;
      const lineEnd = this.#at < this.#doubtedTo ? this.#buffer.indexOf("\n", this.#at) : -1;
      const row = this.#rowAt(this.#at, isLast, lineEnd < 0 ? this.#buffer.length : lineEnd);
      const length = (row?.next ?? this.#buffer.length) - this.#at;
      // A quote that is not closed within a product's length, or at all, was none: that line is lost.
      if (length > RECORD_LIMIT_CHARACTERS || (!row && (isLast || lineEnd >= 0))) {
        if (lineEnd < 0) this.#doubtedTo = this.#at + RECORD_LIMIT_CHARACTERS;
        if (!this.#skipLine(isLast)) return;
      } else if (row) this.#take(row);
      else return;
    }
  }

  #isHeaderThere(isLast: boolean): boolean {
    const rest = this.#buffer.slice(this.#at);
    const length = rest.search(LINE_END);
    if (length < 0 && !isLast && rest.length <= RECORD_LIMIT_CHARACTERS) return false;
    this.#delimiter ??= sniffDelimiter(rest.slice(0, length < 0 ? undefined : length));
    return true;
  }

  #skipLine(isLast: boolean): boolean {
    const end = this.#buffer.indexOf("\n", this.#at);
    this.#isSkipping = end < 0 && !isLast;
    if (this.#isSkipping) {
      this.#drop(this.#buffer.length);
      return false;
    }
    this.#found.reject(this.#line, "csv_syntax", "a quote is not closed, or the line is too long");
    this.#at = end < 0 ? this.#buffer.length : end + 1;
    this.#line += 1;
    return true;
  }

  #take({ cells, next }: Row): void {
    const line = this.#line;
    for (let at = this.#at; at < next; at++) {
      const code = this.#buffer.charCodeAt(at);
      if (code === LINE_FEED) this.#line += 1;
      else if (code === RETURN && this.#buffer.charCodeAt(at + 1) !== LINE_FEED) this.#line += 1;
    }
    this.#at = next;
    const isBlank = cells.every((cell) => cell.trim() === "");
    // Meta's templates explain the columns in comments above the header, Excel names the delimiter there.
    if (!this.#names && (isBlank || /^(?:#|sep=)/i.test(cells[0] ?? ""))) {
      // It was that line's own.
      this.#delimiter = this.#told;
      return;
    }
    if (isBlank) return;
    const known = this.#known;
    this.#known = undefined;
    if (known && cells.every((cell, index) => canonicalName(cell) === known[index])) return;
    if (!this.#names) this.#names = cells.map(canonicalName);
    else this.#emit(line, cells, this.#names);
  }

  #emit(line: number, cells: string[], names: string[]): void {
    if (cells.slice(names.length).some((cell) => cell !== "")) {
      const message = `the header has ${names.length} columns, this row ${cells.length}`;
      return this.#found.reject(line, "csv_syntax", message);
    }
    const record = new Map<string, unknown>();
    // By the row's cells: it may have far fewer than the header has names.
    for (const [index, cell] of cells.entries()) {
      const name = names[index];
      if (cell !== "" && name !== undefined && name !== "") addValue(record, name, cell);
    }
    this.#found.record(line, record);
  }

  /** The row that begins here, or undefined when its end is not there yet; its quotes close before `quotesEnd`. */
  #rowAt(start: number, isLast: boolean, quotesEnd: number): Row | undefined {
    const buffer = this.#buffer;
    const delimiter = this.#delimiter?.charCodeAt(0);
    const cells: string[] = [];
    let at = start;
    for (;;) {
      let cell = "";
      if (buffer.charCodeAt(at) === QUOTE) {
        let from = at + 1;
        for (;;) {
          const quote = buffer.indexOf('"', from);
          if (quote < 0 || quote > quotesEnd || (quote + 1 === buffer.length && !isLast))
            return undefined;
          cell += buffer.slice(from, quote);
          from = quote + 1;
          if (buffer.charCodeAt(from) !== QUOTE) break;
          cell += '"';
          from += 1;
        }
        at = from;
      }
      const from = at;
      while (at < buffer.length) {
        const code = buffer.charCodeAt(at);
        if (code === delimiter || code === LINE_FEED || code === RETURN) break;
        at += 1;
      }
      const code = buffer.charCodeAt(at);
      const isEnd = at >= buffer.length || (code === RETURN && at + 1 === buffer.length);
      if (isEnd && !isLast) return undefined;
      cells.push(cell + buffer.slice(from, at));
      if (code === delimiter) at += 1;
      else {
        const isPair = code === RETURN && buffer.charCodeAt(at + 1) === LINE_FEED;
        return { cells, next: Math.min(buffer.length, at + (isPair ? 2 : 1)) };
      }
    }
  }
}
