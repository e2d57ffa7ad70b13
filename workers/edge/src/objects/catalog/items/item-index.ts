import { hash32 } from "@nextmove/engine";

/** 64 bits of an id: in one of 10⁸ catalogues two of 500,000 ids share them, and one hides the other. */
export interface IdHash {
  high: number;
  low: number;
}

const LOW_SALT = 0x5bd1e995;
const SMALLEST_SLOTS = 1_024;
/** Beyond two thirds of the slots in use looking for one takes long. */
const SLOTS_PER_ITEM = 1.5;
/** Not twice as many: while a feed comes there are two of these, beside all that visits have taught. */
const GROWTH = 1.25;
/** Marks of a slot's page; pages count from 0. */
const FREE = 0xffffffff;
const DELETED = 0xfffffffe;

export const hashId = (id: string): IdHash => ({ high: hash32(id), low: hash32(id, LOW_SALT) });

/** Which page holds an item, in memory: 12 bytes a slot, some 20 an item. */
export class ItemIndex {
  #highs: Uint32Array;
  #lows: Uint32Array;
  #pages: Uint32Array;
  /** Slots in use, those of deleted items included. */
  #used = 0;
  #size = 0;

  /** @param items room for this many, so that it does not have to grow to them */
  constructor(items = 0) {
    const slots = Math.max(SMALLEST_SLOTS, Math.ceil(SLOTS_PER_ITEM * (items + 1)));
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
    if ((this.#used + 1) * SLOTS_PER_ITEM > this.#pages.length) this.#grow();
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
    const slots = this.#pages.length;
    for (let slot = low % slots; ; slot = slot + 1 === slots ? 0 : slot + 1) {
      const page = this.#pages[slot];
      if (page === FREE || page === undefined) return -1;
      const isSame = this.#highs[slot] === high && this.#lows[slot] === low;
      if (isSame && page !== DELETED) return slot;
    }
  }

  #insert(high: number, low: number, page: number): void {
    const slots = this.#pages.length;
    let slot = low % slots;
    while (this.#pages[slot] !== FREE) slot = slot + 1 === slots ? 0 : slot + 1;
    this.#highs[slot] = high;
    this.#lows[slot] = low;
    this.#pages[slot] = page;
    this.#used += 1;
  }

  #grow(): void {
    const [highs, lows, pages] = [this.#highs, this.#lows, this.#pages];
    // Without the deleted it may be enough as it is.
    const isFull = this.#size * SLOTS_PER_ITEM * GROWTH > pages.length;
    const slots = isFull ? Math.ceil(GROWTH * pages.length) : pages.length;
    this.#highs = new Uint32Array(slots);
    this.#lows = new Uint32Array(slots);
    this.#pages = new Uint32Array(slots).fill(FREE);
    this.#used = 0;
    for (const [slot, page] of pages.entries()) {
      if (page < DELETED) this.#insert(highs[slot] ?? 0, lows[slot] ?? 0, page);
    }
  }
}
