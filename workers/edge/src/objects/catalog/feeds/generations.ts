import type { FeedProblems, FeedStatus } from "@nextmove/contract";
import { itemsFrom, type ItemsPage, type ItemsPlace, problemsOf, statusOf } from "./answers.ts";
import type { CatalogState, CatalogStorage } from "./catalog-storage.ts";
import { Items } from "../items/items.ts";
import { stretchFrom } from "./feed-stretch.ts";
import type { FeedPlace, FeedStretch } from "../../../protocol/catalog/replicas.ts";
import type { LastFeed, Upload } from "./uploads.ts";
import type { FeedRequest } from "../../../feed/taking/calls.ts";

/** Pages of old generations deleted at once: some ten MB. */
const FORGET_PAGES = 300;

/** Which generation of a case's items is served, which are to be deleted, and what became of the last feed. */
export class Generations {
  readonly #storage: CatalogStorage;
  #state: CatalogState;
  #current: Items;
  /** Whether replicas have to be told which pages are changed. */
  isFollowed = false;

  constructor(storage: CatalogStorage) {
    this.#storage = storage;
    this.#state = storage.readState();
    this.#current = new Items(storage.pages, this.#state.generation);
  }

  get state(): Readonly<CatalogState> {
    return this.#state;
  }

  /** Which generation is served. */
  get generation(): number {
    return this.#state.generation;
  }

  /** The items that are served. */
  get current(): Items {
    return this.#current;
  }

  /** Another number whenever the items that are served have changed. */
  get revision(): number {
    return this.#state.revision;
  }

  /** Where the items of a feed go. */
  open(kind: FeedRequest["kind"], validateOnly: boolean): number {
    const { begun, generation } = this.#state;
    if (kind === "update" && (generation > 0 || validateOnly)) return generation;
    if (!validateOnly) this.#write({ begun: begun + 1 });
    if (kind === "update") {
      this.#write({ generation: begun + 1 });
      this.#current = new Items(this.#storage.pages, begun + 1);
    }
    return begun + 1;
  }

  /** Serves another generation from now on. */
  serve(next: Items, { feedVersion }: Pick<Upload, "feedVersion">, now: number): void {
    const { generation, doomed, revision } = this.#state;
    this.#write({
      generation: next.generation,
      replacedBy: next.generation,
      updatedAt: now,
      revision: revision + 1,
      feedVersion: feedVersion ?? null,
      doomed: generation > 0 ? [...doomed, generation] : doomed,
    });
    next.takeChanged();
    if (this.isFollowed) this.#storage.pages.changes.forget();
    this.#current = next;
  }

  /** The items that are served were updated. */
  touch(now: number): void {
    const revision = this.#state.revision + 1;
    this.#write({ updatedAt: now, revision });
    const changed = this.#current.takeChanged();
    if (this.isFollowed) this.#storage.pages.changes.note(changed, revision);
  }

  /** The next stretch for a replica, see `stretchFrom`. */
  stretchFrom(place: FeedPlace): FeedStretch {
    return stretchFrom(this.#storage.pages, this.#state, place);
  }

  /**
   * Takes a stretch of the feed over from the first Catalog. A generation is served once it is whole.
   *
   * @param before where the stretch was asked from
   * @returns ids of the items that were changed; null: it is another feed now
   */
  takeStretch(
    { place, pages, isEnd }: FeedStretch,
    before: FeedPlace,
    now: number,
  ): string[] | null {
    const { generation } = this.#state;
    // One that was begun and will not be finished.
    if (place.generation !== before.generation && before.generation !== generation) {
      this.doom(before.generation);
    }
    if (place.generation === generation) {
      const changed = this.#current.put(pages);
      if (changed.length > 0) this.touch(now);
      return changed;
    }
    for (const page of pages) this.#storage.pages.writeStored(place.generation, page);
    if (!isEnd) return [];
    this.serve(new Items(this.#storage.pages, place.generation), { feedVersion: undefined }, now);
    return null;
  }

  /** A generation will never be served. */
  doom(generation: number): void {
    this.#write({ doomed: [...this.#state.doomed, generation] });
  }

  /** Notes what became of the last feed; only its problems are kept. */
  remember({ id }: Upload, last: LastFeed): void {
    const { problemsOf: before } = this.#state;
    if (before !== null && before !== id) this.#storage.deleteProblems(before);
    this.#write({ last, problemsOf: id });
  }

  status(caseId: string, now: number): Omit<FeedStatus, "pull" | "replicas"> {
    return statusOf(this.#state, this.#current.size, caseId, now);
  }

  /** A page of the catalogue; null when the cursor is of a generation that is gone. */
  page(cursor: (ItemsPlace & { generation: number }) | null, limit: number): ItemsPage | null {
    if (cursor && cursor.generation !== this.#state.generation) return null;
    return itemsFrom(this.#current, cursor ?? { page: 0, skip: 0 }, limit);
  }

  /** A stretch of what was wrong with the last feed. */
  problems(after: number): FeedProblems {
    return problemsOf(this.#storage, this.#state.problemsOf, after);
  }

  /** Whether generations are left to be deleted. */
  get isUntidy(): boolean {
    return this.#state.doomed.length > 0;
  }

  /** Deletes some of what is not served any more. */
  tidy(): void {
    const [generation, ...others] = this.#state.doomed;
    if (generation === undefined) return;
    if (!this.#storage.pages.deleteSome(generation, FORGET_PAGES)) this.#write({ doomed: others });
  }

  #write(change: Partial<CatalogState>): void {
    this.#state = { ...this.#state, ...change };
    this.#storage.writeState(this.#state);
  }
}
