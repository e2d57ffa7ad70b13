import { RECORD_LIMIT_CHARACTERS } from "@nextmove/contract";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import {
  addValue,
  canonicalName,
  type DocumentReader,
  type Found,
  VALUE_LIMIT_CHARACTERS,
  VALUES_LIMIT,
} from "../fields/record.ts";
import { isMarkup } from "./markup.ts";

/** What a product is called: RSS and RDF, Atom, and exports of shop systems. */
const PRODUCTS = new Set(["item", "entry", "product"]);
/** Where the value of an element without text may be: Atom's link, an enclosure, Atom's category. */
const VALUE_ATTRIBUTES = ["href", "url", "term"];
/** What a shop's server answers in place of its feed, to who has to sign in or has a wrong address. */
const HTML_PAGE = /^\s*<(!doctype\s+)?html\b/i;
const DEPTH_LIMIT = 32;

interface Element {
  /** With the names of the elements it is in, joined by dots. */
  path: string;
  isGoogles: boolean;
  text: string;
  hasChildren: boolean;
  attributes: Record<string, string>;
}

/** RSS 2.0, RSS 1.0 (RDF), Atom and the like: every `item`, `entry` or `product` element. */
export class XmlReader implements DocumentReader {
  readonly #parser = new SaxesParser<{ xmlns: false; position: false }>({
    xmlns: false,
    position: false,
  });
  readonly #found: Found;
  #depth = 0;
  #record: Map<string, unknown> | undefined;
  /** What of the record Google's elements say: it counts before what RSS and Atom say under that name. */
  readonly #googles = new Set<string>();
  #productLine = 1;
  #values = 0;
  #fault: string | undefined;
  #open: Element[] = [];
  /** Names of the open elements that are markup in the text of the last of the others. */
  #markup: string[] = [];
  #isOver = false;
  #isBegun = false;
  #sawRoot = false;
  /** Characters since the parser last found anything. */
  #silent = 0;

  constructor(found: Found) {
    this.#found = found;
    const parser = this.#parser;
    parser.on("opentag", (tag) => this.#openTag(tag));
    parser.on("closetag", () => this.#closeTag());
    parser.on("text", (text) => this.#addText(text));
    parser.on("cdata", (text) => this.#addText(text));
    parser.on("comment", () => (this.#silent = 0));
    // Entities could be declared to expand without bound, or to files: no feed needs one.
    parser.on("doctype", () =>
      this.#break("xml_syntax", "a document type declaration is not allowed"),
    );
    parser.on("error", ({ message }) => this.#mind(message));
  }

  write(text: string): void {
    if (!this.#isBegun && HTML_PAGE.test(text)) {
      this.#break("xml_syntax", "this is an HTML page, not a feed");
    }
    this.#isBegun = true;
    if (this.#isOver) return;
    this.#silent += text.length;
    this.#parser.write(text);
    if (this.#silent > RECORD_LIMIT_CHARACTERS) {
      this.#break("too_long", "a text or tag does not end");
    }
  }

  end(): void {
    if (this.#isOver) return;
    const line = this.#parser.line;
    const isWhole = this.#sawRoot && this.#depth === 0;
    this.#isOver = true;
    if (this.#record)
      this.#found.reject(this.#productLine, "truncated", "the product does not end");
    if (!isWhole) {
      const [code, message] = this.#sawRoot
        ? (["truncated", "the document does not end"] as const)
        : (["xml_syntax", "there is no element"] as const);
      this.#found.broken(line, code, message);
    }
  }

  #break(code: "xml_syntax" | "too_long", message: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#record) this.#found.reject(this.#productLine, code, message);
    this.#found.broken(this.#parser.line, code, message);
  }

  #mind(message: string): void {
    // HTML's names for characters, which XML does not know: the text is decoded as HTML later.
    if (this.#isOver || message.includes("undefined entity")) return;
    if (this.#record) this.#fault ??= message;
  }

  #openTag({ name, attributes, isSelfClosing }: SaxesTagPlain): void {
    if (this.#isOver) return;
    this.#silent = 0;
    this.#sawRoot = true;
    this.#depth += 1;
    if (this.#depth > DEPTH_LIMIT) return this.#break("xml_syntax", "elements are nested too deep");
    const local = name.slice(name.lastIndexOf(":") + 1).toLowerCase();
    if (this.#record) {
      const parent = this.#open.at(-1);
      if (parent && (this.#markup.length > 0 || isMarkup(name, parent.path))) {
        this.#markup.push(local);
        return this.#addText(`<${local}>`);
      }
      if (parent) parent.hasChildren = true;
      const isGoogles = name.startsWith("g:");
      const own = canonicalName(name);
      this.#open.push({
        path: parent ? `${parent.path}.${own}` : own,
        isGoogles,
        text: "",
        hasChildren: false,
        attributes,
      });
    } else if (PRODUCTS.has(local) && !isSelfClosing) {
      this.#record = new Map();
      this.#googles.clear();
      this.#productLine = this.#parser.line;
      this.#fault = undefined;
      this.#values = 0;
    }
  }

  #addText(text: string): void {
    this.#silent = 0;
    const element = this.#open.at(-1);
    if (element && element.text.length < VALUE_LIMIT_CHARACTERS) element.text += text;
  }

  #closeTag(): void {
    if (this.#isOver) return;
    this.#silent = 0;
    this.#depth -= 1;
    if (!this.#record) return;
    const markup = this.#markup.pop();
    if (markup !== undefined) return this.#addText(`</${markup}>`);
    const element = this.#open.pop();
    if (!element) return this.#closeProduct(this.#record);
    const { path, isGoogles, text, hasChildren, attributes } = element;
    const attribute = VALUE_ATTRIBUTES.find((name) => Object.hasOwn(attributes, name));
    const value = text.trim() || (attribute ? attributes[attribute] : undefined);
    if (!value || (hasChildren && !text.trim()) || this.#values >= VALUES_LIMIT) return;
    // Atom names the product's page `alternate`; `self` and `edit` are the feed's own addresses.
    if (attributes["rel"] !== undefined && attributes["rel"] !== "alternate") return;
    this.#values += 1;
    // An Atom entry's own id is the entry's, not the product's.
    if (isGoogles && !this.#googles.has(path)) this.#record.delete(path);
    else if (!isGoogles && this.#googles.has(path)) return;
    if (isGoogles) this.#googles.add(path);
    addValue(this.#record, path, value);
  }

  #closeProduct(record: Map<string, unknown>): void {
    this.#record = undefined;
    if (this.#fault) this.#found.reject(this.#productLine, "xml_syntax", this.#fault);
    else this.#found.record(this.#productLine, record);
  }
}
