/** Formats the measurement knows. */
export type LargeFormat = "xml" | "ndjson" | "csv";

const WORDS =
  "light warm soft strong red blue green classic modern summer winter sport daily".split(" ");
const ENCODER = new TextEncoder();
/** Products written at once. */
const SLICE_ITEMS = 500;

/** A text of a length that differs from product to product; no randomness, so every run is the same. */
const sentence = (n: number, words: number): string =>
  Array.from({ length: words }, (_, index) => WORDS[(n * 7 + index * index) % WORDS.length]).join(
    " ",
  );

const fieldsOf = (n: number) => ({
  id: `sku-${n}`,
  title: `Product ${n} ${sentence(n, 5)}`,
  description: sentence(n, 22 + (n % 8)),
  link: `https://shop.example/products/${n}`,
  image_link: `https://shop.example/images/${n}.jpg`,
  price: `${10 + (n % 90)}.99 EUR`,
  availability: n % 11 === 0 ? "out of stock" : "in stock",
  brand: `Brand ${n % 300}`,
  product_type: `Department ${n % 12} > Shelf ${n % 140}`,
  gtin: String(4_000_000_000_000 + n),
  color: WORDS[n % WORDS.length] ?? "",
});

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll(">", "&gt;");

const productIn = (format: LargeFormat, n: number): string => {
  const fields = Object.entries(fieldsOf(n));
  if (format === "ndjson") return `${JSON.stringify(Object.fromEntries(fields))}\n`;
  if (format === "csv") return `${fields.map(([, value]) => `"${value}"`).join(",")}\n`;
  const elements = fields.map(([name, value]) => `<g:${name}>${escaped(value)}</g:${name}>`);
  return `<item>${elements.join("")}</item>\n`;
};

const FRAME: Record<LargeFormat, [string, string]> = {
  xml: [
    '<?xml version="1.0"?>\n<rss xmlns:g="http://base.google.com/ns/1.0"><channel>\n',
    "</channel></rss>",
  ],
  ndjson: ["", ""],
  csv: [`${Object.keys(fieldsOf(0)).join(",")}\n`, ""],
};

/** A feed of this many products, made while it is read. */
export function* largeFeed(format: LargeFormat, items: number): Generator<Uint8Array, void> {
  const [head, tail] = FRAME[format];
  yield ENCODER.encode(head);
  for (let from = 0; from < items; from += SLICE_ITEMS) {
    const count = Math.min(SLICE_ITEMS, items - from);
    const texts = Array.from({ length: count }, (_, index) => productIn(format, from + index));
    yield ENCODER.encode(texts.join(""));
  }
  yield ENCODER.encode(tail);
}
