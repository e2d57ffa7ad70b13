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

/** The words of a text, folded: lower case, without accents, one or many of a thing alike, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(foldedWordsOf(text).map(singular))].slice(0, MOST_WORDS);
}

/** The words of a text, folded, of one or of many as they are, in their order. */
export function foldedWordsOf(text: string): readonly string[] {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * A word without what makes many of one in English, and mostly in French, Spanish and Dutch (after Harman's
 * S-stemmer, 1991): searches name kinds ("lamps"), titles the thing. What is cut wrongly is cut alike everywhere.
 */
export function singular(word: string): string {
  if (word.length < 4 || !/[sye]$/.test(word)) return word;
  return word.replace(/(?<=ss|x|ch|sh)es$|(?<![su])s$/, "").replace(/(?<=..)(?:ie|y)$/, "i");
}

/** The words of a category's or a brand's own name, as a search may name it; none of other words. */
export function wordsOfName(word: string): string[] {
  const [, name] = /^(?:category:(?:.*>)?|brand:)(.*)$/s.exec(word) ?? [];
  return name === undefined ? [] : wordsOf(name);
}

/** An item's words; each level of its category and its brand are words of their own kinds. */
export function wordsOfItem({ title, category = [], brand }: ItemText): string[] {
  const levels = category.map((_, i) => `category:${category.slice(0, i + 1).join(">")}`);
  return [...wordsOf(title), ...levels, ...(brand === undefined ? [] : [`brand:${brand}`])];
}
