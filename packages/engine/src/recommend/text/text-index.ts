import { withRoom } from "../../numeric/room.ts";
import type { GroupAt } from "../items/groups.ts";
import type { Scores } from "../scores/scores.ts";
import { addScore } from "../scores/scores.ts";
import type { DescriptionLog } from "./description-log.ts";
import {
  appendDescription,
  createDescriptionLog,
  earlierOfWord,
  markBefore,
  markedItem,
  markOf,
  newestOfWord,
  wordsBehind,
} from "./description-log.ts";
import { LEAST_LETTERS, slipsOf } from "./slips.ts";
import type { WordTable } from "./word-table.ts";
import {
  countWord,
  createWordTable,
  frequencyOf,
  takeWordNumber,
  wordNumber,
} from "./word-table.ts";
import type { ItemText } from "./words.ts";
import { foldedWordsOf, singular, wordsOf, wordsOfItem, wordsOfName } from "./words.ts";

/** Which items share words. */
export interface TextIndex {
  readonly words: WordTable;
  readonly log: DescriptionLog;
  /** By word: the categories and brands with that word in their names. */
  readonly names: Map<string, number[]>;
  descriptions: number;
  /** By item: words of its latest description. */
  lengths: Uint8Array;
}

/** Words known at once: a shop of 200,000 items uses about as many. */
const MOST_WORDS = 2 ** 18;
/** Latest products looked at for one word of a search: common words tell little. */
const MOST_PRODUCTS = 200;
/** For one word of an item: it has a dozen, and is like what shares several of them. */
const MOST_SIMILAR = 100;
/**
 * Of a word that more than this share of all descriptions have ("product", "shoes" in a shop for shoes) only
 * the latest are looked at, whatever they are of: to find them takes time and tells nothing.
 */
const COMMON_SHARE = 1 / 4;
/** Other variants of these included: in larger numbers they only take time. */
const MOST_DESCRIPTIONS = 500;
/** Categories and brands of one word ("women" > "shoes", "men" > "shoes") that a search for it looks at. */
const MOST_NAMES = 8;
/** Words of one search that are looked for as if misspelt. */
const MOST_SLIPS = 2;
/** The item's own variants, which are passed over: there may be hundreds. */
const MOST_OWN = 2_000;

// By length of a description: taken for every product that shares a word.
const FOCUS = Float64Array.from({ length: 256 }, (_, length) => 1 / Math.sqrt(Math.max(1, length)));

/** @param mostTokens words kept, all occurrences together; the oldest descriptions make room */
export function createTextIndex(mostTokens: number): TextIndex {
  return {
    words: createWordTable(MOST_WORDS),
    log: createDescriptionLog(mostTokens),
    names: new Map(),
    descriptions: 0,
    lengths: new Uint8Array(256),
  };
}

/** Takes up what the shop says of an item, in place of what it said before. */
export function describe(index: TextIndex, item: number, text: ItemText): void {
  const words: number[] = [];
  for (const name of wordsOfItem(text)) {
    const known = index.words.size;
    const word = takeWordNumber(index.words, name);
    if (word === undefined) continue;
    if (word === known) noteName(index, name, word);
    countWord(index.words, word);
    words.push(word);
  }
  appendDescription(index.log, item, words);
  index.descriptions += 1;
  index.lengths = withRoom(index.lengths, item);
  index.lengths[item] = Math.min(words.length, 255);
}

function noteName({ names }: TextIndex, name: string, word: number): void {
  for (const part of wordsOfName(name)) {
    const numbers = names.get(part) ?? [];
    if (numbers.length < MOST_NAMES) names.set(part, [...numbers, word]);
  }
}

/** Whether anything is known of what the shop says of an item. */
export function isDescribed(index: TextIndex, item: number): boolean {
  return markOf(index.log, item) !== 0;
}

/**
 * Items described in the same words as this one, variants of it left out: they have those words anyway.
 * Rare words count most (tf-idf, Spärck Jones 1972), common ones only where nothing else is shared.
 *
 * @param out empty
 */
export function scoreSimilarTexts(
  index: TextIndex,
  item: number,
  groupAt: GroupAt,
  out: Scores,
): void {
  const mark = markOf(index.log, item);
  if (mark === 0) return;
  const without = groupAt(item);
  const words = wordsBehind(index.log, mark);
  for (const isWanted of [isTelling, isCommon]) {
    for (const word of words) {
      if (isWanted(index, word)) scoreWord(index, word, MOST_SIMILAR, groupAt, without, out);
    }
    if (out.count > 0) return;
  }
}

const isTelling = (index: TextIndex, word: number): boolean => !isCommon(index, word);

function isCommon({ words, descriptions }: TextIndex, word: number): boolean {
  return frequencyOf(words, word) > Math.max(MOST_PRODUCTS, COMMON_SHARE * descriptions);
}

/** Items described in the words of a search, or in a category or of a brand that it names. */
export function scoreSearch(index: TextIndex, text: string, groupAt: GroupAt, out: Scores): void {
  for (const words of wordsOfSearch(index, text)) scoreWords(index, words, groupAt, out);
}

/** What each word of a search stands for, of what is known: the word itself, and categories and brands. */
export function wordsOfSearch(index: TextIndex, text: string): (readonly number[])[] {
  let slips = 0;
  const typed = foldedWordsOf(text);
  return wordsOf(text).map((name) => {
    const words = wordsNamed(index, name);
    if (words.length > 0 || slips === MOST_SLIPS) return words;
    slips += 1;
    // As it was typed: a slip in the ending of many ("vaes") is none in what is left without it.
    return wordsMeant(index, typed.find((word) => singular(word) === name) ?? name);
  });
}

/** Items described in any of these words. */
export function scoreWords(
  index: TextIndex,
  words: readonly number[],
  groupAt: GroupAt,
  out: Scores,
): void {
  for (const word of words) scoreWord(index, word, MOST_PRODUCTS, groupAt, null, out);
}

/** What the rarest of these words tells, as its score does. */
export function weightOfWords(index: TextIndex, words: readonly number[]): number {
  return words.reduce((most, word) => Math.max(most, rarityOf(index, word) ** 2), 0);
}

function wordsNamed({ words, names }: TextIndex, name: string): number[] {
  const word = wordNumber(words, name);
  return [...(word === undefined ? [] : [word]), ...(names.get(name) ?? [])];
}

/** Of what a word that nobody knows may stand for, the most frequent. */
function wordsMeant(index: TextIndex, typed: string): number[] {
  let best: number[] = [];
  let most = 0;
  for (const slip of slipsOf(typed)) {
    const name = singular(slip);
    if (name.length < LEAST_LETTERS) continue;
    const words = wordsNamed(index, name);
    const frequency = words.reduce((sum, word) => sum + frequencyOf(index.words, word), 0);
    if (frequency > most) [best, most] = [words, frequency];
  }
  return best;
}

function rarityOf({ words, descriptions }: TextIndex, word: number): number {
  return Math.log(1 + descriptions / frequencyOf(words, word));
}

function scoreWord(
  index: TextIndex,
  word: number,
  mostProducts: number,
  groupAt: GroupAt,
  without: number | null,
  out: Scores,
): void {
  const { log, lengths } = index;
  const weight = rarityOf(index, word) ** 2;
  let entry = newestOfWord(log, word);
  let products = 0;
  let seen = 0;
  let own = 0;
  let latest: number | null = null;
  while (entry !== 0 && seen < MOST_DESCRIPTIONS && own < MOST_OWN) {
    const mark = markBefore(log, entry);
    if (mark === 0) seen += 1;
    else {
      const item = markedItem(log, mark);
      const group = groupAt(item);
      if (group === without) own += 1;
      else seen += 1;
      // Feeds list the variants of a product one after the other.
      if (group !== latest) products += 1;
      if (products > mostProducts) return;
      latest = group;
      const isLatest = markOf(log, item) === mark;
      if (isLatest && group !== without) {
        addScore(out, item, weight * (FOCUS[lengths[item] ?? 1] ?? 0));
      }
    }
    entry = earlierOfWord(log, entry);
  }
}
