import { powerOfTwo, widened } from "../../numeric/room.ts";
import { hash32 } from "../../random/hash.ts";

/**
 * The shop's item ids and the small numbers that stand for them in typed arrays. The ids lie side by side in
 * one buffer: 200,000 texts and a Map of them would take twice the memory, and most of the time in which a
 * recommender is restored.
 */
export interface ItemTable {
  readonly mostItems: number;
  /** Numbers given so far, those included that are free again. */
  size: number;
  readonly free: number[];
  /** By slot a number + 1, or 0: open addressing. */
  slots: Uint32Array;
  /** By number: the hash of its id, where that begins in `texts`, and how long it is there. */
  hashes: Uint32Array;
  begins: Uint32Array;
  lengths: Uint16Array;
  /** Ids by their UTF-16 code units: a byte each, or two in those with any above 255. */
  texts: Uint8Array;
  /** Where the next id comes to lie. */
  end: number;
  /** Of ids as strings some that were asked for lately, by the low bits of their numbers. */
  readonly lately: { readonly numbers: Int32Array; readonly ids: string[] };
}

/** A number's id as it is stored. */
export interface StoredId {
  readonly hash: number;
  /** As in `lengths`; `FREE` where the number stands for nothing. */
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** Length of the id of a free number. */
const FREE = 0xffff;
/** In a length: the id has two bytes a code unit. */
const WIDE = 0x8000;
const LENGTH = 0x7fff;
const LEAST_ITEMS = 256;
/** Lists are made of a few thousand items. */
const LATELY = 4096;

export function createItemTable(mostItems: number): ItemTable {
  return {
    mostItems,
    size: 0,
    free: [],
    slots: new Uint32Array(2 * LEAST_ITEMS),
    hashes: new Uint32Array(LEAST_ITEMS),
    begins: new Uint32Array(LEAST_ITEMS),
    lengths: new Uint16Array(LEAST_ITEMS),
    texts: new Uint8Array(16 * LEAST_ITEMS),
    end: 0,
    lately: {
      numbers: new Int32Array(LATELY).fill(-1),
      ids: Array.from({ length: LATELY }, () => ""),
    },
  };
}

/** The number of an item; undefined when it has none. */
export function numberOf(table: ItemTable, id: string): number | undefined {
  const hash = hash32(id);
  const mask = table.slots.length - 1;
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const number = (table.slots[slot] ?? 0) - 1;
    if (number < 0) return undefined;
    if (table.hashes[number] === hash && isIdOf(table, number, id)) return number;
  }
}

/** The number of an item, given to it now if it has none; undefined when the table is full. */
export function takeNumberOf(table: ItemTable, id: string): number | undefined {
  const known = numberOf(table, id);
  if (known !== undefined) return known;
  const number = table.free.at(-1) ?? table.size;
  if (number >= table.mostItems || bytesOf(id) > LENGTH) return undefined;
  table.free.pop();
  const bytes = encoded(id);
  const length = bytes.length | (bytes.length > id.length ? WIDE : 0);
  putId(table, number, { hash: hash32(id), length, bytes });
  return number;
}

/** The id of an item by its number; undefined where that is free or was never given. */
export function idOf(table: ItemTable, number: number): string | undefined {
  const { lately } = table;
  const place = number & (LATELY - 1);
  if (lately.numbers[place] === number) return lately.ids[place];
  if (number >= table.size || table.lengths[number] === FREE) return undefined;
  const id = decoded(bytesIn(table, number), ((table.lengths[number] ?? 0) & WIDE) !== 0);
  lately.numbers[place] = number;
  lately.ids[place] = id;
  return id;
}

/** How many items have a number. */
export function countItems({ size, free }: ItemTable): number {
  return size - free.length;
}

/** What is to be stored of a number. */
export function storedId(table: ItemTable, number: number): StoredId {
  const length = table.lengths[number] ?? FREE;
  return { hash: table.hashes[number] ?? 0, length, bytes: bytesIn(table, number) };
}

/** Puts an id under a number that has none: the next one, or one that is free. */
export function putId(table: ItemTable, number: number, { hash, length, bytes }: StoredId): void {
  if (number >= table.hashes.length) widen(table, number);
  table.size = Math.max(table.size, number + 1);
  table.lengths[number] = length;
  if (length === FREE) {
    table.free.push(number);
    return;
  }
  if (table.end + bytes.length > table.texts.length) {
    // Not twice as many: this is the largest of the arrays.
    table.texts = widened(table.texts, Math.ceil(1.25 * (table.end + bytes.length)));
  }
  table.texts.set(bytes, table.end);
  table.hashes[number] = hash;
  table.begins[number] = table.end;
  table.end += bytes.length;
  insert(table, number);
}

/** Frees the numbers of items that `isNeeded` says nobody refers to, and tells which. */
export function forgetItems(table: ItemTable, isNeeded: (item: number) => boolean): number[] {
  const forgotten: number[] = [];
  for (let item = 0; item < table.size; item++) {
    if (table.lengths[item] === FREE || isNeeded(item)) continue;
    table.lengths[item] = FREE;
    forgotten.push(item);
  }
  table.free.push(...forgotten);
  if (forgotten.length > 0) closeGaps(table);
  return forgotten;
}

/** Bytes of an id of this length. */
export function bytesOfLength(length: number): number {
  return length === FREE ? 0 : length & LENGTH;
}

/** Moves the ids that are left together, and finds none but them. */
function closeGaps(table: ItemTable): void {
  const { texts, lengths, begins } = table;
  table.texts = new Uint8Array(texts.length);
  table.end = 0;
  table.slots.fill(0);
  table.lately.numbers.fill(-1);
  for (let number = 0; number < table.size; number++) {
    const length = lengths[number] ?? FREE;
    if (length === FREE) continue;
    const begin = begins[number] ?? 0;
    const bytes = bytesOfLength(length);
    table.texts.set(texts.subarray(begin, begin + bytes), table.end);
    begins[number] = table.end;
    table.end += bytes;
    insert(table, number);
  }
}

function insert({ slots, hashes }: ItemTable, number: number): void {
  const mask = slots.length - 1;
  let slot = (hashes[number] ?? 0) & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = number + 1;
}

function widen(table: ItemTable, number: number): void {
  const { hashes, begins, lengths, size } = table;
  const room = powerOfTwo(number + 1);
  table.hashes = widened(hashes, room);
  table.begins = widened(begins, room);
  table.lengths = widened(lengths, room);
  table.slots = new Uint32Array(2 * room);
  for (let each = 0; each < size; each++) if (lengths[each] !== FREE) insert(table, each);
}

function bytesIn({ texts, begins, lengths }: ItemTable, number: number): Uint8Array {
  const begin = begins[number] ?? 0;
  return texts.subarray(begin, begin + bytesOfLength(lengths[number] ?? FREE));
}

function isIdOf({ texts, begins, lengths }: ItemTable, number: number, id: string): boolean {
  const length = lengths[number] ?? 0;
  const size = (length & WIDE) === 0 ? 1 : 2;
  if (size * id.length !== (length & LENGTH)) return false;
  let at = begins[number] ?? 0;
  for (let i = 0; i < id.length; i++, at += size) {
    const unit = (texts[at] ?? 0) + (size === 1 ? 0 : 256 * (texts[at + 1] ?? 0));
    if (unit !== id.charCodeAt(i)) return false;
  }
  return true;
}

function isWide(id: string): boolean {
  for (let i = 0; i < id.length; i++) if (id.charCodeAt(i) > 255) return true;
  return false;
}

const bytesOf = (id: string): number => (isWide(id) ? 2 : 1) * id.length;

function encoded(id: string): Uint8Array {
  const units = Array.from({ length: id.length }, (_, i) => id.charCodeAt(i));
  return Uint8Array.from(isWide(id) ? units.flatMap((unit) => [unit & 255, unit >> 8]) : units);
}

function decoded(bytes: Uint8Array, wide: boolean): string {
  if (!wide) return String.fromCharCode(...bytes);
  return String.fromCharCode(
    ...Array.from(
      { length: bytes.length / 2 },
      (_, i) => (bytes[2 * i] ?? 0) + 256 * (bytes[2 * i + 1] ?? 0),
    ),
  );
}
