import { bytesOfLength, putId, storedId } from "../items/item-table.ts";
import type { Recommender } from "./recommender.ts";
import { setWeight, weightOf } from "../parts/popularity.ts";

/** Items stored together, ids and counts. */
export const PAGE_ITEMS = 256;

/** Of each item: its count (float64), the hash (uint32) and the length (uint16) of its id; then all ids. */
const ENTRY_BYTES = 14;
const HASH = 8;
const LENGTH = 12;
/** Before them, how many there are (uint16). */
const COUNT_BYTES = 2;

/** The ids and counts of one page, as bytes, little endian. */
export function itemsPageOf({ items, popularity }: Recommender, page: number): Uint8Array {
  const from = page * PAGE_ITEMS;
  const count = Math.min(PAGE_ITEMS, items.size - from);
  const ids = Array.from({ length: count }, (_, i) => storedId(items, from + i));
  const end = ids.reduce((sum, { bytes }) => sum + bytes.length, COUNT_BYTES + ENTRY_BYTES * count);
  const stored = new Uint8Array(end);
  const view = new DataView(stored.buffer);
  view.setUint16(0, count, true);
  let at = COUNT_BYTES + ENTRY_BYTES * count;
  for (const [i, { hash, length, bytes }] of ids.entries()) {
    const entry = COUNT_BYTES + ENTRY_BYTES * i;
    view.setFloat64(entry, weightOf(popularity, from + i), true);
    view.setUint32(entry + HASH, hash, true);
    view.setUint16(entry + LENGTH, length, true);
    stored.set(bytes, at);
    at += bytes.length;
  }
  return stored;
}

/** Puts the items of a page back where they were: nothing of them is looked at, so that it takes next to no time. */
export function restoreItems(
  { items, popularity }: Recommender,
  page: number,
  stored: Uint8Array,
): void {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  const count = view.getUint16(0, true);
  let at = COUNT_BYTES + ENTRY_BYTES * count;
  for (let i = 0; i < count; i++) {
    const number = page * PAGE_ITEMS + i;
    const entry = COUNT_BYTES + ENTRY_BYTES * i;
    const length = view.getUint16(entry + LENGTH, true);
    const end = at + bytesOfLength(length);
    putId(items, number, {
      hash: view.getUint32(entry + HASH, true),
      length,
      bytes: stored.subarray(at, end),
    });
    setWeight(popularity, number, view.getFloat64(entry, true));
    at = end;
  }
}
