import type { ItemTable } from "./item-table.ts";
import { createItemTable, numberOf } from "./item-table.ts";
import type { Scores } from "./scores.ts";
import { addScore } from "./scores.ts";
import type { SessionLog } from "./session-log.ts";
import {
  appendEvent,
  createSessionLog,
  earlierOfItem,
  isHeld,
  itemOf,
  newestEventOf,
  nextInSession,
  sessionOf,
} from "./session-log.ts";
import type { ItemText } from "./words.ts";
import { wordsOf, wordsOfItem } from "./words.ts";

/**
 * Which items share words. A description is to its words what a session is to its items, so the same
 * log holds them: along a description, and from a word back through the descriptions that have it.
 */
export interface TextIndex {
  readonly words: ItemTable;
  readonly log: SessionLog;
  /** By word: descriptions that have it, described anew or not. */
  readonly frequencies: number[];
  descriptions: number;
  /** By item: the first event of its latest description, and how many words that has. */
  readonly descriptionOf: Map<number, { readonly first: number; readonly words: number }>;
  /** By first event of a description: the item. */
  readonly described: Map<number, number>;
}

/** Words known at once: a shop of 200,000 items uses about as many. */
const MOST_WORDS = 2 ** 18;
/** Latest descriptions looked at for one word: common words tell little. */
const MOST_DESCRIPTIONS = 200;

/** @param mostTokens words kept, all occurrences together; the oldest descriptions make room */
export function createTextIndex(mostTokens: number): TextIndex {
  return {
    words: createItemTable(MOST_WORDS),
    log: createSessionLog(mostTokens),
    frequencies: [],
    descriptions: 0,
    descriptionOf: new Map(),
    described: new Map(),
  };
}

/** Takes up what the shop says of an item, in place of what it said before. */
export function describe(index: TextIndex, item: number, text: ItemText): void {
  const before = index.descriptionOf.get(item);
  if (before !== undefined) index.described.delete(before.first);
  let first = 0;
  let previous = 0;
  let count = 0;
  for (const name of wordsOfItem(text)) {
    const word = numberOf(index.words, name);
    if (word === undefined) continue;
    previous = appendEvent(index.log, word, previous);
    if (first === 0) first = previous;
    index.frequencies[word] = (index.frequencies[word] ?? 0) + 1;
    count += 1;
  }
  if (count === 0) return;
  index.descriptions += 1;
  index.descriptionOf.set(item, { first, words: count });
  index.described.set(first, item);
}

/** Items described in the same words as this one; rare words count most (tf-idf, Spärck Jones 1972). */
export function scoreSimilarTexts(index: TextIndex, item: number, out: Scores): void {
  const first = index.descriptionOf.get(item)?.first ?? 0;
  let event = isHeld(index.log, first) ? first : 0;
  for (; event !== 0; event = nextInSession(index.log, event)) {
    scoreWord(index, itemOf(index.log, event), item, out);
  }
}

/** Items described in the words of a search. */
export function scoreSearch(index: TextIndex, text: string, out: Scores): void {
  for (const name of wordsOf(text)) {
    const word = index.words.numbers.get(name);
    if (word !== undefined) scoreWord(index, word, -1, out);
  }
}

function scoreWord(index: TextIndex, word: number, without: number, out: Scores): void {
  const rarity = Math.log(1 + index.descriptions / (index.frequencies[word] ?? 1));
  let event = newestEventOf(index.log, word);
  for (let seen = 0; event !== 0 && seen < MOST_DESCRIPTIONS; seen++) {
    const item = index.described.get(sessionOf(index.log, event));
    if (item !== undefined && item !== without) {
      const words = index.descriptionOf.get(item)?.words ?? 1;
      addScore(out, item, (rarity * rarity) / Math.sqrt(words));
    }
    event = earlierOfItem(index.log, event);
  }
}
