import type { GroupAt } from "../items/groups.ts";
import type { ItemTable } from "../items/item-table.ts";
import { createItemTable, numberOf } from "../items/item-table.ts";
import type { Scores } from "../scores/scores.ts";
import { addScore } from "../scores/scores.ts";
import type { SessionLog } from "../log/session-log.ts";
import {
  appendEvent,
  createSessionLog,
  earlierOfItem,
  isHeld,
  itemOf,
  newestEventOf,
  nextInSession,
  sessionOf,
} from "../log/session-log.ts";
import { LEAST_LETTERS, slipsOf } from "./slips.ts";
import type { ItemText } from "./words.ts";
import { foldedWordsOf, singular, wordsOf, wordsOfItem, wordsOfName } from "./words.ts";

/**
 * Which items share words. A description is to its words what a session is to its items, so the same
 * log holds them: along a description, and from a word back through the descriptions that have it.
 * A description begins with a mark of its item; in the log words have even numbers, marks odd ones.
 */
export interface TextIndex {
  readonly words: ItemTable;
  readonly log: SessionLog;
  /** By word: the categories and brands with that word in their names. */
  readonly names: Map<string, number[]>;
  /** By word: descriptions that have it, described anew or not. */
  readonly frequencies: number[];
  descriptions: number;
  /** By item: words of its latest description. */
  lengths: Uint8Array;
}

const markOf = (item: number): number => 2 * item + 1;
const markedItem = (mark: number): number => (mark - 1) / 2;
const wordEntry = (word: number): number => 2 * word;

/** Words known at once: a shop of 200,000 items uses about as many. */
const MOST_WORDS = 2 ** 18;
/** Latest products looked at for one word: common words tell little. */
const MOST_PRODUCTS = 200;
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

/** @param mostTokens words kept, all occurrences together; the oldest descriptions make room */
export function createTextIndex(mostTokens: number): TextIndex {
  return {
    words: createItemTable(MOST_WORDS),
    log: createSessionLog(mostTokens),
    names: new Map(),
    frequencies: [],
    descriptions: 0,
    lengths: new Uint8Array(256),
  };
}

/** Takes up what the shop says of an item, in place of what it said before. */
export function describe(index: TextIndex, item: number, text: ItemText): void {
  let previous = appendEvent(index.log, markOf(item), 0);
  let count = 0;
  for (const name of wordsOfItem(text)) {
    const isNew = !index.words.numbers.has(name);
    const word = numberOf(index.words, name);
    if (word === undefined) continue;
    if (isNew) noteName(index, name, word);
    previous = appendEvent(index.log, wordEntry(word), previous);
    index.frequencies[word] = (index.frequencies[word] ?? 0) + 1;
    count += 1;
  }
  index.descriptions += 1;
  if (item >= index.lengths.length) {
    const wider = new Uint8Array(2 ** Math.ceil(Math.log2(item + 1)));
    wider.set(index.lengths);
    index.lengths = wider;
  }
  index.lengths[item] = Math.min(count, 255);
}

function noteName({ names }: TextIndex, name: string, word: number): void {
  for (const part of wordsOfName(name)) {
    const numbers = names.get(part) ?? [];
    if (numbers.length < MOST_NAMES) names.set(part, [...numbers, word]);
  }
}

/** Whether anything is known of what the shop says of an item. */
export function isDescribed(index: TextIndex, item: number): boolean {
  return newestEventOf(index.log, markOf(item)) !== 0;
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
  const mark = newestEventOf(index.log, markOf(item));
  if (mark === 0) return;
  const without = groupAt(item);
  for (const isWanted of [isTelling, isCommon]) {
    let event = nextInSession(index.log, mark);
    for (; event !== 0; event = nextInSession(index.log, event)) {
      const word = itemOf(index.log, event) / 2;
      if (isWanted(index, word)) scoreWord(index, word, groupAt, without, out);
    }
    if (out.count > 0) return;
  }
}

const isTelling = (index: TextIndex, word: number): boolean => !isCommon(index, word);

function isCommon({ frequencies, descriptions }: TextIndex, word: number): boolean {
  return (frequencies[word] ?? 0) > Math.max(MOST_PRODUCTS, COMMON_SHARE * descriptions);
}

/** Items described in the words of a search, or in a category or of a brand that it names. */
export function scoreSearch(index: TextIndex, text: string, groupAt: GroupAt, out: Scores): void {
  let slips = 0;
  const typed = foldedWordsOf(text);
  for (const name of wordsOf(text)) {
    let words = wordsNamed(index, name);
    if (words.length === 0 && slips < MOST_SLIPS) {
      slips += 1;
      // As it was typed: a slip in the ending of many ("vaes") is none in what is left without it.
      words = wordsMeant(index, typed.find((word) => singular(word) === name) ?? name);
    }
    for (const word of words) scoreWord(index, word, groupAt, null, out);
  }
}

function wordsNamed({ words, names }: TextIndex, name: string): number[] {
  const word = words.numbers.get(name);
  return [...(word === undefined ? [] : [word]), ...(names.get(name) ?? [])];
}

/** Of what a word that nobody knows may stand for, the most frequent. */
function wordsMeant(index: TextIndex, typed: string): number[] {
  let best: number[] = [];
  let most = 0;
  for (const slip of slipsOf(typed)) {
    const name = singular(slip);
    if (name.length < LEAST_LETTERS) continue;
    if (!index.words.numbers.has(name) && !index.names.has(name)) continue;
    const words = wordsNamed(index, name);
    const frequency = words.reduce((sum, word) => sum + (index.frequencies[word] ?? 0), 0);
    if (frequency > most) [best, most] = [words, frequency];
  }
  return best;
}

function scoreWord(
  index: TextIndex,
  word: number,
  groupAt: GroupAt,
  without: number | null,
  out: Scores,
): void {
  const { log, lengths } = index;
  const rarity = Math.log(1 + index.descriptions / (index.frequencies[word] ?? 1));
  let event = newestEventOf(log, wordEntry(word));
  let products = 0;
  let seen = 0;
  let own = 0;
  let latest: number | null = null;
  while (event !== 0 && seen < MOST_DESCRIPTIONS && own < MOST_OWN) {
    const mark = sessionOf(log, event);
    if (!isHeld(log, mark)) seen += 1;
    else {
      const item = markedItem(itemOf(log, mark));
      const group = groupAt(item);
      if (group === without) own += 1;
      else seen += 1;
      // Feeds list the variants of a product one after the other.
      if (group !== latest) products += 1;
      if (products > MOST_PRODUCTS) return;
      latest = group;
      const isLatest = newestEventOf(log, markOf(item)) === mark;
      if (isLatest && group !== without) {
        addScore(out, item, (rarity * rarity) / Math.sqrt(lengths[item] ?? 1));
      }
    }
    event = earlierOfItem(log, event);
  }
}
