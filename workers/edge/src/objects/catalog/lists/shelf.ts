import type { FeedItem, RecommendationSettings } from "@nextmove/contract";
import { Latest } from "../../../latest.ts";
import { hashId, ItemIndex } from "../items/item-index.ts";
import { type Items, parseItem } from "../items/items.ts";
import { Fillers } from "./fillers.ts";
import { isInStock } from "./rules.ts";

/** Items kept parsed, some 1 kB each: lists are made of the same few thousand. */
const HELD_ITEMS = 3_000;
/** Pages read for one list, some 100 µs each; what would need more is taken for not there. */
const READS_LIMIT = 300;

/** The feed's items at hand, those needed last in memory. */
export class Shelf {
  readonly #items: () => Items;
  readonly #held = new Latest<string, { item: FeedItem | undefined }>(HELD_ITEMS);
  #reads = 0;
  /** What cannot be had: 12 bytes and some air each. */
  #missing = new ItemIndex();
  #isStockKnown = false;
  readonly #fillers: Fillers;

  constructor(items: () => Items) {
    this.#items = items;
    this.#fillers = new Fillers({
      read: (id) => this.#read(id),
      pageFrom: (page) => items().pageFrom(page),
    });
  }

  get isEmpty(): boolean {
    return this.#items().size === 0;
  }

  /** To be called before a list is made, and before what is on it is described. */
  beginList(): void {
    this.#reads = 0;
  }

  find(id: string): FeedItem | undefined {
    const known = this.#held.get(id);
    if (known) return known.item;
    if (!this.#items().has(id)) return undefined;
    this.#reads += 1;
    if (this.#reads > READS_LIMIT) return undefined;
    const item = this.#read(id);
    this.#held.set(id, { item });
    return item;
  }

  /** Whether the feed has an item that can be had; undefined when that has to be read. */
  isInStock(id: string): boolean | undefined {
    const hash = hashId(id);
    if (this.isEmpty || !this.#isStockKnown) return undefined;
    return this.#items().index.find(hash) !== undefined && this.#missing.find(hash) === undefined;
  }

  /** Notes whether an item can be had. */
  noteStock(item: FeedItem): void {
    const hash = hashId(item.id);
    if (isInStock(item)) this.#missing.delete(hash);
    else this.#missing.set(hash, 0);
  }

  /** Every item's stock was noted. */
  stockIsKnown(): void {
    this.#isStockKnown = true;
  }

  /** Whether the feed has an item. Reads nothing. */
  has(id: string): boolean {
    return this.#items().has(id);
  }

  /** Products to fill a list with, see `Fillers`. */
  fillersFor(
    room: number,
    taken: Iterable<string>,
    settings: RecommendationSettings,
    now: number,
  ): string[] {
    return this.#fillers.pick(room, taken, settings, now);
  }

  /** These are not what they were. */
  forget(ids: readonly string[]): void {
    for (const id of ids) this.#held.delete(id);
    this.#fillers.changed(ids);
  }

  forgetAll(): void {
    this.#fillers.forgetAll();
    this.#held.clear();
    this.#missing = new ItemIndex();
    this.#isStockKnown = false;
  }

  #read(id: string): FeedItem | undefined {
    const [text] = this.#items().find([id]);
    return text === undefined ? undefined : parseItem(text);
  }
}
