import type { FeedItem, RecommendationSettings } from "@nextmove/contract";
import { parseItem } from "../items/items.ts";
import { boostOf, isOffered } from "./rules.ts";
import { textFilter } from "./text-filter.ts";

/** The feed, as products are looked for in it. */
interface FeedText {
  read(id: string): FeedItem | undefined;
  /** The items from a page on, as JSON texts, and what comes after them. */
  pageFrom(page: number): { lines: readonly string[]; next: number } | undefined;
}

/** Pages that are looked through for what the shop would rather sell: some 1,400 items. */
const FIRST_PAGES = 20;
/** Pages that one list looks through for anything at all: some 280,000 items. */
const MOST_PAGES = 4_096;
/** Items that one list reads, some 1.5 µs each; the next list goes on from there. */
const MOST_READ = 50_000;
/** Products remembered of either kind, some 1 kB each. */
const MOST_FOUND = 256;
/** Changes after which the feed is looked through anew instead. */
const MOST_CHANGES = 256;
/** What has come into the rules by time alone, as by the end of a sale, is found after this long. */
const LASTS_MS = 3_600_000;

/** Whether the shop would rather sell it. */
type Rank = "wished" | "others";
type Found = Readonly<Record<Rank, Map<string, FeedItem>>>;

const productOf = ({ id, group_id: product = id }: FeedItem): string => product;

const rankOf = (item: FeedItem, settings: RecommendationSettings, now: number): Rank =>
  boostOf(item, settings, now) > 1 ? "wished" : "others";

const nothing = (): Found => ({ wished: new Map(), others: new Map() });

/**
 * Products that fill lists: those the shop would rather sell, then others in the feed's order. One variant
 * of a product. Found by looking through the feed as far as lists need it, once for all lists
 * under the same rules.
 */
export class Fillers {
  readonly #feed: FeedText;
  #rules = "";
  #found = nothing();
  /** State of the search so far. */
  #products = new Set<string>();
  /** Where to look on; null when that was all. */
  #next: number | null = 0;
  #pages = 0;
  /** More would do than is remembered, and some of what is remembered does no more. */
  #isPartly = false;
  #isLess = false;
  #changed = new Set<string>();

  constructor(feed: FeedText) {
    this.#feed = feed;
  }

  /** @param taken products that are in the list or must not be */
  pick(
    room: number,
    taken: Iterable<string>,
    settings: RecommendationSettings,
    now: number,
  ): string[] {
    this.#goBy(settings, now);
    const first = this.#choose(room, taken, settings, now);
    const isMissing = this.#next === null && this.#isPartly && this.#isLess;
    if (first.length === room || !isMissing) return first;
    this.forgetAll();
    this.#goBy(settings, now);
    return this.#choose(room, taken, settings, now);
  }

  /** These items of the feed are not what they were. */
  changed(ids: readonly string[]): void {
    if (this.#changed.size + ids.length > MOST_CHANGES) this.forgetAll();
    else for (const id of ids) this.#changed.add(id);
  }

  forgetAll(): void {
    this.#rules = "";
    this.#found = nothing();
    this.#products = new Set();
    this.#next = 0;
    this.#pages = 0;
    this.#isPartly = false;
    this.#isLess = false;
    this.#changed = new Set();
  }

  #goBy(settings: RecommendationSettings, now: number): void {
    const { exclude_out_of_stock, only, never, price_min, price_max, boost } = settings;
    const hour = Math.floor(now / LASTS_MS);
    const rules = [exclude_out_of_stock, only, never, price_min, price_max, boost, hour];
    const text = JSON.stringify(rules);
    if (text !== this.#rules) {
      this.forgetAll();
      this.#rules = text;
    }
    for (const id of this.#changed) this.#lookAgain(id, settings, now);
    this.#changed.clear();
  }

  #lookAgain(id: string, settings: RecommendationSettings, now: number): void {
    const item = this.#feed.read(id);
    const isFit = item !== undefined && isOffered(item, settings, now);
    const right = isFit ? rankOf(item, settings, now) : null;
    for (const rank of ["wished", "others"] as const) if (rank !== right) this.#drop(id, rank);
    if (isFit && right !== null) this.#note(item, right);
  }

  #choose(
    room: number,
    taken: Iterable<string>,
    settings: RecommendationSettings,
    now: number,
  ): string[] {
    const products = new Set(taken);
    const chosen: Record<Rank, string[]> = { wished: [], others: [] };
    const choose = (item: FeedItem, rank: Rank): void => {
      if (chosen[rank].length >= room || products.has(productOf(item))) return;
      products.add(productOf(item));
      chosen[rank].push(item.id);
    };
    const isShort = (): boolean => {
      const looksForWished = settings.boost.length > 0 && this.#pages < FIRST_PAGES;
      return chosen.wished.length + (looksForWished ? 0 : chosen.others.length) < room;
    };
    for (const rank of ["wished", "others"] as const) {
      for (const item of this.#found[rank].values()) {
        if (chosen.wished.length + chosen.others.length >= room) break;
        if (isOffered(item, settings, now)) choose(item, rank);
        else this.#drop(item.id, rank);
      }
    }
    this.#lookOn(isShort, choose, settings, now);
    return [...chosen.wished, ...chosen.others].slice(0, room);
  }

  /** Looks through the feed until the list is long enough. */
  #lookOn(
    isShort: () => boolean,
    choose: (item: FeedItem, rank: Rank) => void,
    settings: RecommendationSettings,
    now: number,
  ): void {
    const mayFulfil = textFilter(settings.only);
    const lastPage = this.#pages + MOST_PAGES;
    for (let read = 0; isShort() && read < MOST_READ && this.#pages < lastPage;) {
      const page = this.#next === null ? undefined : this.#feed.pageFrom(this.#next);
      this.#next = page?.next ?? null;
      if (!page) return;
      this.#pages += 1;
      if (!mayFulfil(page.lines)) continue;
      read += page.lines.length;
      for (const line of page.lines) {
        const item = parseItem(line);
        if (!isOffered(item, settings, now)) continue;
        const rank = rankOf(item, settings, now);
        this.#note(item, rank);
        choose(item, rank);
      }
    }
  }

  #note(item: FeedItem, rank: Rank): void {
    const found = this.#found[rank];
    const before = found.get(item.id);
    // A variant of another product by now: those it stood for are looked for.
    if (before && productOf(before) !== productOf(item)) this.#drop(item.id, rank);
    // Where it is there already, it keeps its place.
    const isNew = !found.has(item.id);
    if (isNew && (this.#products.has(productOf(item)) || found.size === MOST_FOUND)) {
      this.#isPartly = true;
      return;
    }
    found.set(item.id, item);
    this.#products.add(productOf(item));
  }

  #drop(id: string, rank: Rank): void {
    const item = this.#found[rank].get(id);
    if (!item) return;
    this.#found[rank].delete(id);
    this.#products.delete(productOf(item));
    this.#isLess = true;
  }
}
