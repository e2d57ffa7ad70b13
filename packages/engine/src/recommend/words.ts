/** What a shop says of an item, as far as it tells items that are alike. */
export interface ItemText {
  readonly title: string;
  /** What it is a variant of. */
  readonly group?: string;
  /** From the widest category to the narrowest. */
  readonly category?: readonly string[];
  readonly brand?: string;
  /** What it costs now, in the shop's currency. */
  readonly price?: number;
}

const MOST_WORDS = 24;

/** The words of a text, folded: lower case, without accents, each once. */
export function wordsOf(text: string): string[] {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return [...new Set(folded.match(/[\p{L}\p{N}]+/gu))].slice(0, MOST_WORDS);
}

/** An item's words; each level of its category and its brand are words of their own kinds. */
export function wordsOfItem({ title, category = [], brand }: ItemText): string[] {
  const levels = category.map((_, i) => `category:${category.slice(0, i + 1).join(">")}`);
  return [...wordsOf(title), ...levels, ...(brand === undefined ? [] : [`brand:${brand}`])];
}
