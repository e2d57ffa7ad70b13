import type { CatalogStorage } from "./catalog-storage.ts";
import { DryRun } from "./dry-run.ts";
import type { Generations } from "./generations.ts";
import { Items } from "../items/items.ts";
import type { Upload } from "./uploads.ts";

/** A feed of which nothing was heard for so long is not coming any more. */
const UPLOAD_PATIENCE_MS = 10 * 60_000;
/** A sender that is alive is seldom silent for so long, though the object was moved under it. */
const CUT_OFF_AFTER_MS = 1_000;
/** Between the parts of one: time to send the others again, and to force it. */
const PARTS_PATIENCE_MS = 6 * 3_600_000;

const patienceWith = ({ isInParts }: Upload): number =>
  isInParts ? PARTS_PATIENCE_MS : UPLOAD_PATIENCE_MS;

/** Feeds on their way, with what has come of them. */
export class ComingFeeds {
  readonly #storage: CatalogStorage;
  readonly #generations: Generations;
  readonly #uploads: Map<string, Upload>;
  readonly #staged = new Map<string, Items>();
  readonly #dry = new Map<string, DryRun>();
  /** Those of which something has come since the object woke. */
  readonly #heard = new Set<string>();

  constructor(storage: CatalogStorage, generations: Generations) {
    this.#storage = storage;
    this.#generations = generations;
    this.#uploads = new Map(storage.uploads().map((upload) => [upload.id, upload]));
  }

  get count(): number {
    return this.#uploads.size;
  }

  /** Whether one of them will take the place of what is served. */
  get isReplacing(): boolean {
    const uploads = [...this.#uploads.values()];
    return uploads.some(({ kind, validateOnly }) => kind === "replace" && !validateOnly);
  }

  /** When the first of them is given up, or null. */
  get patienceEndsAt(): number | null {
    const ends = [...this.#uploads.values()].map(
      (upload) => upload.touchedAt + patienceWith(upload),
    );
    return ends.length > 0 ? Math.min(...ends) : null;
  }

  find(id: string): Upload | undefined {
    return this.#uploads.get(id);
  }

  /** Of a feed that is only looked at. */
  dryRunOf(id: string): DryRun | undefined {
    return this.#dry.get(id);
  }

  /** What a feed's items go into. */
  itemsOf({ kind, id, generation }: Upload): Items {
    if (kind === "update") return this.#generations.current;
    const known = this.#staged.get(id) ?? new Items(this.#storage.pages, generation);
    this.#staged.set(id, known);
    return known;
  }

  /** Something has come of a whole feed. */
  hear(upload: Upload, now: number): void {
    upload.touchedAt = now;
    this.#heard.add(upload.id);
  }

  add(upload: Upload): void {
    this.#uploads.set(upload.id, upload);
    this.#heard.add(upload.id);
    if (upload.validateOnly) this.#dry.set(upload.id, new DryRun());
    else this.#storage.writeUpload(upload);
  }

  /** Gives up those of which nothing was heard for too long. */
  dropStale(now: number): void {
    for (const upload of this.#uploads.values()) {
      if (now - upload.touchedAt > patienceWith(upload)) this.close(upload, true);
    }
  }

  /** Gives up feeds in parts that stand in the way and may never be taken. */
  closeWaiting(now: number): void {
    for (const upload of this.#uploads.values()) {
      const isSilent = now - upload.touchedAt > UPLOAD_PATIENCE_MS;
      if (upload.isInParts && (upload.isRefused || isSilent)) this.close(upload, true);
    }
  }

  /**
   * Gives up the whole feed that is silent longest, of those of which nothing has come since the object
   * woke: the crash most likely took its sender along. One that is alive is told to send it again.
   */
  closeCutOff(now: number): void {
    const [longest] = [...this.#uploads.values()]
      .filter(({ id, isInParts, touchedAt }) => {
        const isSilent = now - touchedAt > CUT_OFF_AFTER_MS;
        return !isInParts && isSilent && !this.#heard.has(id);
      })
      .toSorted((left, right) => left.touchedAt - right.touchedAt);
    if (longest) this.close(longest, true);
  }

  /** @param isLost it was not taken */
  close(upload: Upload, isLost: boolean): void {
    const { id, kind, generation, validateOnly } = upload;
    this.#uploads.delete(id);
    this.#dry.delete(id);
    this.#staged.delete(id);
    this.#heard.delete(id);
    if (validateOnly) return;
    this.#storage.deleteUpload(id);
    if (isLost && this.#generations.state.problemsOf !== id) this.#storage.deleteProblems(id);
    if (isLost && kind === "replace") this.#generations.doom(generation);
    if (!this.isReplacing && this.#storage.lastLate() > 0) this.#storage.deleteLate();
  }
}
