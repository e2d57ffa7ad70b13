import type { FeedProblems, FeedStatus } from "@nextmove/contract";
import { itemsFrom, type ItemsPage, type ItemsPlace, problemsOf, statusOf } from "./answers.ts";
import type { CatalogState, CatalogStorage } from "./catalog-storage.ts";
import { Items } from "./items.ts";
import type { FeedRequest, LastFeed, Upload } from "./uploads.ts";

/** Pages of old generations deleted at once: some ten MB. */
const FORGET_PAGES = 300;

/** Which generation of a case's items is served, which are to be deleted, and what became of the last feed. */
export class Generations {
  readonly #storage: CatalogStorage;
  #state: CatalogState;
  #current: Items;
  #revision = 0;

  constructor(storage: CatalogStorage) {
    this.#storage = storage;
    this.#state = storage.readState();
    this.#current = new Items(storage, this.#state.generation);
  }

  get state(): Readonly<CatalogState> {
    return this.#state;
  }

  /** The items that are served. */
  get current(): Items {
    return this.#current;
  }

  /** Another number whenever the items that are served have changed. */
  get revision(): number {
    return this.#revision;
  }

  /** Where the items of a feed go. */
  open(kind: FeedRequest["kind"], validateOnly: boolean): number {
    const { begun, generation } = this.#state;
    if (kind === "update" && (generation > 0 || validateOnly)) return generation;
    if (!validateOnly) this.#write({ begun: begun + 1 });
    if (kind === "update") {
      this.#write({ generation: begun + 1 });
      this.#current = new Items(this.#storage, begun + 1);
    }
    return begun + 1;
  }

  /** Serves another generation from now on. */
  serve(next: Items, { feedVersion }: Upload, now: number): void {
    const { generation, doomed } = this.#state;
    this.#write({
      generation: next.generation,
      replacedBy: next.generation,
      updatedAt: now,
      feedVersion: feedVersion ?? null,
      doomed: generation > 0 ? [...doomed, generation] : doomed,
    });
    this.#current = next;
    this.#revision += 1;
  }

  /** The items that are served were updated. */
  touch(now: number): void {
    this.#write({ updatedAt: now });
    this.#revision += 1;
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

  status(caseId: string, now: number): Omit<FeedStatus, "pull"> {
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
    if (!this.#storage.deletePages(generation, FORGET_PAGES)) this.#write({ doomed: others });
  }

  #write(change: Partial<CatalogState>): void {
    this.#state = { ...this.#state, ...change };
    this.#storage.writeState(this.#state);
  }
}
