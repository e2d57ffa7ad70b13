import type { FeedItem } from "@nextmove/contract";
import { hashId, type IdHash, type ItemIndex } from "./item-index.ts";
import type { PageTable } from "./page-table.ts";
import type { FeedPage } from "../../../protocol/catalog/replicas.ts";
import { addTo, emptyPage, indexOf, type Page, placeOn, removeFrom, replaceOn } from "./page.ts";

/**
 * Text on a page when the next is begun: 200,000 items of 450 bytes are 2,800 rows instead of as many
 * rows as items, and one item is still found by reading 32 kB.
 */
const PAGE_CHARACTERS = 32 * 1024;
/** Changed pages held before they are written. */
const HELD_PAGES = 64;

/** A change of one item: its text after it, by its text before; null when it is gone. */
export interface Change {
  id: string;
  make: (before: string | undefined) => string | null;
}

/** What became of changes, by their index. */
interface Changed {
  inserted: number[];
  updated: number[];
  deleted: number[];
  /** Beyond the number of items a catalogue may have. */
  refused: number[];
}

/** The items of one generation. All synchronous: the caller makes the transaction. */
export class Items {
  readonly generation: number;
  readonly #pages: PageTable;
  #loaded: ItemIndex | undefined;
  /** The page that new items go to; always also in storage. */
  #open: Page | undefined;
  readonly #held = new Map<number, Page>();
  #changed = new Set<number>();

  constructor(pages: PageTable, generation: number) {
    this.#pages = pages;
    this.generation = generation;
  }

  get index(): ItemIndex {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  get size(): number {
    return this.index.size;
  }

  has(id: string): boolean {
    return this.index.find(hashId(id)) !== undefined;
  }

  /** Applies changes page by page; those of one id in their order. */
  apply(changes: readonly Change[], limit: number): Changed {
    const changed: Changed = { inserted: [], updated: [], deleted: [], refused: [] };
    const placed = changes.map(({ id }, index) => {
      const hash = hashId(id);
      return { index, hash, page: this.index.find(hash) ?? Number.MAX_SAFE_INTEGER };
    });
    for (const { index, hash } of placed.sort((left, right) => left.page - right.page)) {
      const change = changes[index];
      const became = change && this.#applyOne(change, hash, limit);
      if (became) changed[became].push(index);
    }
    this.#writeHeld();
    return changed;
  }

  /** The items of these ids that are there, as JSON texts. */
  find(ids: readonly string[]): string[] {
    return ids.flatMap((id) => {
      const hash = hashId(id);
      const number = this.index.find(hash);
      const page = number === undefined ? undefined : this.#page(number);
      return page?.lines[placeOn(page, id, hash)] ?? [];
    });
  }

  /** The page from a number on, and what comes after it. */
  pageFrom(number: number): { lines: string[]; next: number } | undefined {
    const page = this.#pages.from(this.generation, number);
    return page && { lines: page.lines, next: page.number + 1 };
  }

  /** Numbers of the pages that were written since the last call. */
  takeChanged(): ReadonlySet<number> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  /** Puts pages in place of those with their numbers; ids of the items that are not what they were. */
  put(pages: readonly FeedPage[]): string[] {
    const changed = pages.flatMap((stored) => {
      const { page: number } = stored;
      const before = this.#pages.read(this.generation, number);
      this.#pages.writeStored(this.generation, stored);
      const after = this.#pages.read(this.generation, number);
      for (const hash of after?.hashes ?? []) this.index.set(hash, number);
      const stay = new Set(after?.hashes.map(keyOf));
      for (const hash of before?.hashes ?? []) {
        // Some of what is gone from here may have been found on another page already.
        const isGone = !stay.has(keyOf(hash)) && this.index.find(hash) === number;
        if (isGone) this.index.delete(hash);
      }
      const [old, now] = [new Set(before?.lines), new Set(after?.lines)];
      const different = [
        ...[...old].filter((line) => !now.has(line)),
        ...[...now].filter((line) => !old.has(line)),
      ];
      return different.map((line) => parseItem(line).id);
    });
    return [...new Set(changed)];
  }

  /** @returns null: there was nothing to delete */
  #applyOne({ id, make }: Change, hash: IdHash, limit: number): keyof Changed | null {
    const number = this.index.find(hash);
    const page = number === undefined ? undefined : this.#page(number);
    const place = page ? placeOn(page, id, hash) : -1;
    const before = page?.lines[place];
    const after = make(before);
    if (page && before !== undefined) {
      if (after !== null && after !== before) replaceOn(page, place, after);
      if (after === null) {
        removeFrom(page, place);
        this.index.delete(hash);
      }
      if (after !== before) this.#hold(page);
      return after === null ? "deleted" : "updated";
    }
    if (after === null) return null;
    if (this.size >= limit) return "refused";
    this.#append(hash, after);
    return "inserted";
  }

  #append(hash: IdHash, line: string): void {
    // What is held may be the last page.
    if (!this.#open) this.#writeHeld();
    let page = (this.#open ??= this.#pages.last(this.generation) ?? emptyPage(0));
    if (page.characters >= PAGE_CHARACTERS) {
      // Before the next one is begun: only the open page is found without being held.
      this.#hold(page);
      page = emptyPage(page.number + 1);
      this.#open = page;
    }
    addTo(page, hash, line);
    this.index.set(hash, page.number);
    this.#hold(page);
  }

  #page(number: number): Page | undefined {
    if (this.#open?.number === number) return this.#open;
    return this.#held.get(number) ?? this.#pages.read(this.generation, number);
  }

  #hold(page: Page): void {
    this.#held.set(page.number, page);
    if (this.#held.size > HELD_PAGES) this.#writeHeld();
  }

  #writeHeld(): void {
    for (const page of this.#held.values()) {
      this.#pages.write(this.generation, page);
      this.#changed.add(page.number);
    }
    this.#held.clear();
  }

  #load(): ItemIndex {
    return indexOf(this.#pages.hashes(this.generation));
  }
}

const keyOf = ({ high, low }: IdHash): string => `${high}.${low}`;

export const parseItem = (text: string): FeedItem => JSON.parse(text);
