import { widened, withRoom } from "../../numeric/room.ts";

/**
 * What items are described with, in order of arrival, in a ring: 6 bytes a word. A description is a mark of
 * its item with its words behind it, side by side; a chain runs from each word back to where it was used
 * before, which is the inverted index that a search needs, the latest descriptions first.
 *
 * Entries have numbers from 1 on, for ever; 0 means none. The ring holds the last `capacity` of them.
 */
export interface DescriptionLog {
  /** Entries in the ring. */
  capacity: number;
  readonly mostEntries: number;
  /** Number of the newest entry. */
  newest: number;
  /** Number of the entry in slot 0, or 0: subtracting it is quicker than a division for each entry that is read. */
  lap: number;
  /** By slot its `KEY`, how many entries ago its mark is, and the high bits of its link. */
  entries: Uint32Array;
  /** By slot the low bits of its link: how many entries ago the word was used before, 0 for not at all. */
  links: Uint16Array;
  /** By word and by item: the newest entry of it. */
  words: Uint32Array;
  marks: Uint32Array;
}

/** 2 × a word's number, or 2 × an item's + 1. */
const KEY_BITS = 20;
const KEY = 2 ** KEY_BITS - 1;
const BEHIND_BITS = 6;
/** Farther behind its mark an entry tells how far to go back towards it. */
const MOST_BEHIND = 2 ** BEHIND_BITS - 1;
const HIGH_SHIFT = KEY_BITS + BEHIND_BITS;
const LOW_BITS = 16;
const LOW = 2 ** LOW_BITS - 1;
/** Farther than this no link reaches. */
const MOST_SLOTS = 2 ** (32 - HIGH_SHIFT + LOW_BITS);
const LEAST_SLOTS = 1024;
/** Words and items of higher numbers cannot be told from others. */
export const MOST_NUMBERS = 2 ** (KEY_BITS - 1);

/** @param mostEntries words and descriptions kept, 2²² at most; the oldest make room */
export function createDescriptionLog(mostEntries: number): DescriptionLog {
  const most = Math.min(MOST_SLOTS, Math.max(1, mostEntries));
  const capacity = Math.min(most, LEAST_SLOTS);
  return {
    capacity,
    mostEntries: most,
    newest: 0,
    lap: 0,
    entries: new Uint32Array(capacity),
    links: new Uint16Array(capacity),
    words: new Uint32Array(LEAST_SLOTS),
    marks: new Uint32Array(LEAST_SLOTS),
  };
}

/** Takes up a description of an item in place of the one before. */
export function appendDescription(
  log: DescriptionLog,
  item: number,
  words: readonly number[],
): void {
  const mark = place(log, 2 * item + 1, 0, 0);
  log.marks = withRoom(log.marks, item);
  log.marks[item] = mark;
  for (const word of words) {
    log.words = withRoom(log.words, word);
    const entry = place(log, 2 * word, log.newest + 1 - mark, log.words[word] ?? 0);
    log.words[word] = entry;
  }
}

/** The mark of the latest description of an item, or 0. */
export function markOf(log: DescriptionLog, item: number): number {
  return held(log, log.marks[item] ?? 0);
}

/** The words of a description, by its mark. */
export function wordsBehind(log: DescriptionLog, mark: number): number[] {
  const words: number[] = [];
  for (let entry = mark + 1; entry <= log.newest; entry++) {
    const key = keyOf(log, entry);
    if ((key & 1) === 1) break;
    words.push(key >>> 1);
  }
  return words;
}

/** The newest entry of a word, or 0. */
export function newestOfWord(log: DescriptionLog, word: number): number {
  return held(log, log.words[word] ?? 0);
}

/** The entry before this one with the same word, or 0. */
export function earlierOfWord(log: DescriptionLog, entry: number): number {
  const slot = slotOf(log, entry);
  const high = (log.entries[slot] ?? 0) >>> HIGH_SHIFT;
  const link = (high << LOW_BITS) | (log.links[slot] ?? 0);
  return link === 0 ? 0 : held(log, entry - link);
}

/** The mark of the description that an entry is of; 0 when it has left the ring. */
export function markBefore(log: DescriptionLog, entry: number): number {
  let at = entry;
  for (;;) {
    if (held(log, at) === 0) return 0;
    const behind = ((log.entries[slotOf(log, at)] ?? 0) >>> KEY_BITS) & MOST_BEHIND;
    if (behind === 0) return at;
    at -= behind;
  }
}

/** The item that a mark is of. */
export function markedItem(log: DescriptionLog, mark: number): number {
  return keyOf(log, mark) >>> 1;
}

function keyOf(log: DescriptionLog, entry: number): number {
  return (log.entries[slotOf(log, entry)] ?? 0) & KEY;
}

/** Where an entry in the ring is. */
function slotOf({ lap, capacity }: DescriptionLog, entry: number): number {
  return entry < lap ? entry - lap + capacity : entry - lap;
}

function held(log: DescriptionLog, entry: number): number {
  return entry > 0 && entry > log.newest - log.capacity ? entry : 0;
}

function place(log: DescriptionLog, key: number, behind: number, earlier: number): number {
  if (log.newest >= log.capacity && log.capacity < log.mostEntries) growRing(log);
  const entry = log.newest + 1;
  log.newest = entry;
  if (entry === log.lap + log.capacity) log.lap = entry;
  const link = held(log, earlier) === 0 ? 0 : entry - earlier;
  const slot = slotOf(log, entry);
  const near = Math.min(MOST_BEHIND, behind);
  log.entries[slot] = ((link >>> LOW_BITS) << HIGH_SHIFT) | (near << KEY_BITS) | key;
  log.links[slot] = link & LOW;
  return entry;
}

function growRing(log: DescriptionLog): void {
  // Nothing has been overwritten yet, so entry e moves from slot e to slot e, but for the one whose
  // number was the old capacity: that was in slot 0.
  const before = log.capacity;
  log.lap = 0;
  log.capacity = Math.min(2 * before, log.mostEntries);
  log.entries = widened(log.entries, log.capacity);
  log.links = widened(log.links, log.capacity);
  log.entries[before] = log.entries[0] ?? 0;
  log.links[before] = log.links[0] ?? 0;
}
