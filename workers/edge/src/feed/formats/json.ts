import { RECORD_LIMIT_CHARACTERS } from "@nextmove/contract";
import type { DocumentReader, Found } from "../fields/record.ts";
import { readJsonProduct } from "./read-json-product.ts";

/** Members of a document that hold its products: plain exports, Shopify, JSON-LD, schema.org's lists. */
const LISTS = new Set([
  "items",
  "products",
  "feed",
  "entries",
  "data",
  "@graph",
  "itemListElement",
]);

/** Whether an object is a document that holds products, not a product itself. */
export const isDocument = (value: object): boolean =>
  Object.entries(value).some(([name, member]) => LISTS.has(name) && Array.isArray(member));

const [QUOTE, BACKSLASH, COMMA, COLON, LINE_FEED] = [34, 92, 44, 58, 10] as const;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125] as const;
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/**
 * One JSON document: a list of products, an object with such a list, or a product. The document is never
 * held: only where its products begin and end is looked for, each is parsed for itself.
 */
export class JsonReader implements DocumentReader {
  readonly #found: Found;
  #buffer = "";
  #at = 0;
  #line = 1;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** Depth at which products lie: 0 for the document itself, 1 in its list, 2 in its member's list. */
  #productDepth = 0;
  /** Where the product that is being read begins in the buffer; -1 between products. */
  #start = -1;
  #startLine = 1;
  #isTooLong = false;
  /** In the document's object: where the last text began and ended, and whether a list is to follow. */
  #textStart = -1;
  #name = "";
  #isAfterColon = false;
  #hasList = false;
  #isOver = false;

  constructor(found: Found) {
    this.#found = found;
  }

  write(text: string): void {
    if (this.#isOver) return;
    this.#buffer += text;
    while (this.#at < this.#buffer.length && !this.#isOver) {
      this.#step(this.#buffer.charCodeAt(this.#at));
      this.#at += 1;
    }
    this.#forget();
  }

  end(): void {
    if (this.#isOver) return;
    if (this.#start >= 0) {
      this.#found.reject(this.#startLine, "truncated", "the product does not end");
    }
    if (this.#depth > 0 || this.#isInString) {
      this.#found.broken(this.#line, "truncated", "the document does not end");
    }
  }

  #step(code: number): void {
    if (code === LINE_FEED) this.#line += 1;
    if (this.#isInString) return this.#inString(code);
    if (isSpace(code)) return;
    const isDocument = this.#depth === 0 && this.#start < 0;
    if (isDocument && code === OPEN_LIST) {
      this.#productDepth = 1;
      this.#depth = 1;
      return;
    }
    if (this.#endsProduct(code)) this.#finish(this.#at);
    else if (this.#depth === this.#productDepth && this.#start < 0 && code !== COMMA) {
      if (isDocument && code !== OPEN_OBJECT) return this.#break("is no list and no object");
      this.#begin();
    }
    this.#follow(code);
  }

  #inString(code: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (code === BACKSLASH) this.#isEscaped = true;
    else if (code === QUOTE) {
      this.#isInString = false;
      if (this.#textStart < 0) return;
      this.#name = this.#buffer.slice(this.#textStart, this.#at);
      this.#textStart = -1;
    }
  }

  /** A comma or the list's end after it, or, of a document that is one, its own closing bracket. */
  #endsProduct(code: number): boolean {
    const isInList = this.#productDepth > 0 && this.#depth === this.#productDepth;
    return isInList && (code === COMMA || code === CLOSE_LIST);
  }

  #follow(code: number): void {
    const isMember = this.#depth === 1 && this.#productDepth === 0;
    if (code === QUOTE) {
      this.#isInString = true;
      if (isMember && !this.#isAfterColon) this.#textStart = this.#at + 1;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      this.#depth += 1;
      if (isMember && this.#isAfterColon && code === OPEN_LIST && LISTS.has(this.#name)) {
        this.#enterList();
      }
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) this.#close();
    if (isMember && code === COLON) this.#isAfterColon = true;
    else if (isMember && code === COMMA) this.#isAfterColon = false;
  }

  #enterList(): void {
    this.#hasList = true;
    this.#productDepth = 2;
    this.#start = -1;
  }

  #close(): void {
    if (this.#depth === 0) return this.#break("a bracket closes nothing");
    this.#depth -= 1;
    if (this.#depth === 1 && this.#productDepth === 2) {
      // Back among the document's members: another may hold a list.
      this.#productDepth = 0;
    } else if (this.#depth === 0) {
      if (this.#productDepth === 0 && !this.#hasList) this.#finish(this.#at + 1);
      this.#start = -1;
      this.#productDepth = 0;
      this.#hasList = false;
      this.#isAfterColon = false;
    }
  }

  #begin(): void {
    this.#start = this.#at;
    this.#startLine = this.#line;
    this.#isTooLong = false;
  }

  #finish(end: number): void {
    if (this.#start < 0) return;
    const isTooLong = this.#isTooLong || end - this.#start > RECORD_LIMIT_CHARACTERS;
    if (isTooLong) this.#found.reject(this.#startLine, "too_long", "the product is too long");
    else readJsonProduct(this.#found, this.#startLine, this.#buffer.slice(this.#start, end));
    this.#start = -1;
  }

  #break(message: string): void {
    this.#isOver = true;
    this.#found.broken(this.#line, "json_syntax", message);
  }

  /** Drops what was read, all but the product that has not ended. */
  #forget(): void {
    const isWanted = this.#start >= 0 && !this.#isTooLong;
    if (isWanted && this.#at - this.#start > RECORD_LIMIT_CHARACTERS) this.#isTooLong = true;
    const kept = [
      ...(isWanted && !this.#isTooLong ? [this.#start] : []),
      ...(this.#textStart >= 0 ? [this.#textStart] : []),
    ];
    const from = Math.max(0, Math.min(this.#at, ...kept));
    this.#buffer = this.#buffer.slice(from);
    this.#at -= from;
    this.#start = this.#start < 0 ? -1 : Math.max(0, this.#start - from);
    if (this.#textStart >= 0) this.#textStart -= from;
    if (this.#buffer.length > 2 * RECORD_LIMIT_CHARACTERS) this.#break("a name does not end");
  }
}
