import { hash32 } from "@nextmove/engine";

/** 64 bits of an id: in one of 10⁸ catalogues two of 500,000 ids share them, and one hides the other. */
export interface IdHash {
  high: number;
  low: number;
}

const LOW_SALT = 0x5bd1e995;
const SMALLEST_SLOTS = 1_024;
/** Marks of a slot's page; pages count from 0. */
const FREE = 0xffffffff;
const DELETED = 0xfffffffe;

export const hashId = (id: string): IdHash => ({ high: hash32(id), low: hash32(id, LOW_SALT) });

/** Which page holds an item: 12 bytes and some air per item, in memory. */
export class ItemIndex {
  #highs: Uint32Array;
  #lows: Uint32Array;
  #pages: Uint32Array;
  /** Slots in use, those of deleted items included. */
  #used = 0;
  #size = 0;

  /** @param items room for this many, so that it does not have to grow to them */
  constructor(items = 0) {
    const slots = Math.max(SMALLEST_SLOTS, 2 ** Math.ceil(Math.log2(2 * items + 1)));
    this.#highs = new Uint32Array(slots);
    this.#lows = new Uint32Array(slots);
    this.#pages = new Uint32Array(slots).fill(FREE);
  }

  get size(): number {
    return this.#size;
  }

  find({ high, low }: IdHash): number | undefined {
    const slot = this.#slotOf(high, low);
    return slot < 0 ? undefined : this.#pages[slot];
  }

  set({ high, low }: IdHash, page: number): void {
    this.setParts(high, low, page);
  }

  /** `set` without a hash in one piece: a catalogue that wakes puts 200,000 of them in. */
  setParts(high: number, low: number, page: number): void {
    const known = this.#slotOf(high, low);
    if (known >= 0) {
      this.#pages[known] = page;
      return;
    }
    if ((this.#used + 1) * 2 > this.#pages.length) this.#grow();
    this.#insert(high, low, page);
    this.#size += 1;
  }

  delete({ high, low }: IdHash): void {
    const slot = this.#slotOf(high, low);
    if (slot < 0) return;
    this.#pages[slot] = DELETED;
    this.#size -= 1;
  }

  /** How many items of this index the other has too. */
  countIn(other: ItemIndex): number {
    let count = 0;
    for (const [slot, page] of this.#pages.entries()) {
      if (page >= DELETED) continue;
      if (other.#slotOf(this.#highs[slot] ?? 0, this.#lows[slot] ?? 0) >= 0) count += 1;
    }
    return count;
  }

  #slotOf(high: number, low: number): number {
    const mask = this.#pages.length - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const page = this.#pages[slot];
      if (page === FREE || page === undefined) return -1;
      const isSame = this.#highs[slot] === high && this.#lows[slot] === low;
      if (isSame && page !== DELETED) return slot;
    }
  }

  #insert(high: number, low: number, page: number): void {
    const mask = this.#pages.length - 1;
    let slot = low & mask;
    while (this.#pages[slot] !== FREE) slot = (slot + 1) & mask;
    this.#highs[slot] = high;
    this.#lows[slot] = low;
    this.#pages[slot] = page;
    this.#used += 1;
  }

  #grow(): void {
    const [highs, lows, pages] = [this.#highs, this.#lows, this.#pages];
    // Without the deleted it may be enough as it is.
    const slots = this.#size * 4 > pages.length ? pages.length * 2 : pages.length;
    this.#highs = new Uint32Array(slots);
    this.#lows = new Uint32Array(slots);
    this.#pages = new Uint32Array(slots).fill(FREE);
    this.#used = 0;
    for (const [slot, page] of pages.entries()) {
      if (page < DELETED) this.#insert(highs[slot] ?? 0, lows[slot] ?? 0, page);
    }
  }
}
