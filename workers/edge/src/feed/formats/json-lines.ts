import { RECORD_LIMIT_CHARACTERS } from "@nextmove/contract";
import type { DocumentReader, Found } from "../fields/record.ts";
import { readJsonProduct } from "./read-json-product.ts";

/** A product a line. A line that cannot be read is the only one lost. */
export class JsonLinesReader implements DocumentReader {
  #rest = "";
  #line = 1;
  #isTooLong = false;
  readonly #found: Found;

  constructor(found: Found) {
    this.#found = found;
  }

  write(text: string): void {
    const buffer = this.#rest + text;
    let start = 0;
    // What was there before holds no line end.
    for (
      let end = buffer.indexOf("\n", this.#rest.length);
      end >= 0;
      end = buffer.indexOf("\n", start)
    ) {
      this.#take(buffer.slice(start, end));
      start = end + 1;
    }
    this.#rest = buffer.slice(start);
    if (this.#rest.length > RECORD_LIMIT_CHARACTERS) {
      this.#isTooLong = true;
      this.#rest = "";
    }
  }

  end(): void {
    this.#take(this.#rest);
    this.#rest = "";
  }

  #take(line: string): void {
    const number = this.#line;
    this.#line += 1;
    if (this.#isTooLong || line.length > RECORD_LIMIT_CHARACTERS)
      this.#found.reject(number, "too_long", "the line is too long");
    else if (line.trim() !== "") readJsonProduct(this.#found, number, line);
    this.#isTooLong = false;
  }
}
