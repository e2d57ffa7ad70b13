import { createRandom } from "@nextmove/engine";

/** Of some 300,000 words that such a shop uses, most are in a few products. */
const WORDS = 60_000;
const BRANDS = 4_000;
const DEPARTMENTS = 20;
const SHELVES = 1_500;
const LETTERS = "etaoinsrhldcumfpgwybvkxjqz";
const LATEST_MODEL = 1_000_000;
const SLICE_ITEMS = 500;
const ENCODER = new TextEncoder();

const wordOf = (n: number): string => {
  let word = "";
  for (let rest = n + 700; rest > 0; rest = Math.floor(rest / 26)) word += LETTERS[rest % 26] ?? "";
  return word;
};
const brandOf = (n: number): string => `${wordOf(7 * n)} ${n % 3 === 0 ? "Company" : ""}`.trim();

/**
 * A feed as a large shop has it, as JSON lines: titles of 6 to 12 words that are as frequent as words
 * are (Zipf), more than half of them with a model of their own; four levels of categories; variants.
 */
export function* shopFeed(items: number, seed = "shop"): Generator<Uint8Array, void> {
  const random = createRandom(seed);
  const zipf = (most: number): number => Math.floor(most ** random()) - 1;
  const sentence = (words: number): string =>
    Array.from({ length: words }, () => wordOf(zipf(WORDS))).join(" ");
  const line = (n: number): string => {
    const brand = brandOf(zipf(BRANDS));
    const shelf = zipf(SHELVES);
    const model = random() < 0.6 ? ` ${Math.floor(LATEST_MODEL * random())}` : "";
    const isVariant = random() < 0.4;
    const levels = [shelf % DEPARTMENTS, shelf % 90, shelf % 400, shelf].map(wordOf);
    return `${JSON.stringify({
      id: `sku-${n}`,
      title: `${brand} ${sentence(5 + Math.floor(6 * random()))}${model}`,
      description: sentence(30),
      link: `https://shop.example/products/sku-${n}`,
      image_link: `https://shop.example/images/${n}.jpg`,
      price: `${10 + Math.floor(90 * random())}.99 EUR`,
      availability: random() < 0.1 ? "out of stock" : "in stock",
      brand,
      product_type: levels.join(" > "),
      gtin: String(4_000_000_000_000 + n),
      ...(isVariant ? { item_group_id: `group-${Math.floor(n / 4)}` } : {}),
    })}\n`;
  };
  for (let from = 0; from < items; from += SLICE_ITEMS) {
    const count = Math.min(SLICE_ITEMS, items - from);
    const lines = Array.from({ length: count }, (_, index) => line(from + index));
    yield ENCODER.encode(lines.join(""));
  }
}
