import {
  FEED_LIMIT_ITEMS,
  type FeedProblems,
  type FeedReport,
  type FeedStatus,
} from "@nextmove/contract";
import type { ItemPatch } from "../../feed/normalise.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";
import { type CatalogState, CatalogStorage } from "./catalog-storage.ts";
import { hashId, ItemIndex } from "./item-index.ts";
import { type Change, Items, parseItem } from "./items.ts";
import { mergeItem } from "./merge-item.ts";
import type { Batch, FeedRequest, LastFeed, Staged, Totals, Upload } from "./uploads.ts";
import { verdictOn } from "./verdict.ts";

/** Feeds on their way at once: each holds an index in memory. */
const UPLOADS_LIMIT = 4;
/** A feed of which nothing was heard for so long is not coming any more. */
const UPLOAD_PATIENCE_MS = 10 * 60_000;
/** Problems kept of one feed; more are counted only. */
const PROBLEMS_LIMIT = 100_000;
/** A feed that should have come and did not: the shop's export may have stopped. */
const STALE_MS = 48 * 3_600_000;
/** Pages of old generations deleted at once: some ten MB. */
const FORGET_PAGES = 300;
/** Pages in one answer: some 130 kB. */
const ANSWER_PAGES = 4;

/** A feed that was taken, or why it was not. */
export interface Finished {
  report: FeedReport;
  error: Failure | null;
}

export interface ItemsPage {
  /** JSON texts. */
  items: string[];
  cursor: string | null;
}

/**
 * The items of a case by generation, and the feeds that bring them. Everything here is synchronous:
 * what one call does is one transaction.
 */
export class Feeds {
  readonly #storage: CatalogStorage;
  #state: CatalogState;
  #current: Items;
  #revision = 0;
  readonly #uploads: Map<string, Upload>;
  readonly #staged = new Map<string, Items>();
  /** Of feeds that are only validated: nothing of them is stored. */
  readonly #dry = new Map<string, ItemIndex>();

  constructor(sql: SqlStorage) {
    this.#storage = new CatalogStorage(sql);
    this.#state = this.#storage.readState();
    this.#current = new Items(this.#storage, this.#state.generation);
    this.#uploads = new Map(this.#storage.uploads().map((upload) => [upload.id, upload]));
  }

  /** Rows written since the object woke. */
  get rowsWritten(): number {
    return this.#storage.rowsWritten;
  }

  /** Another number whenever the items that are served have changed. */
  get revision(): number {
    return this.#revision;
  }

  /** The items that are served. */
  get items(): Items {
    return this.#current;
  }

  begin(request: FeedRequest, now: number): Result<{ generation: number }, Failure> {
    this.#dropStale(now);
    if (this.#uploads.size >= UPLOADS_LIMIT) {
      return fail(failure("feed_busy", `${UPLOADS_LIMIT} feeds are on their way already`));
    }
    const { feedVersion, kind, validateOnly } = request;
    if (kind === "replace" && (feedVersion ?? Infinity) < (this.#state.feedVersion ?? 0)) {
      const message = `the catalogue is of feed_version ${this.#state.feedVersion}`;
      return fail(failure("feed_outdated", message));
    }
    const upload: Upload = {
      ...request,
      generation: this.#generationFor(kind, validateOnly),
      startedAt: now,
      touchedAt: now,
      lateFrom: this.#storage.lastLate(),
      inserted: 0,
      updated: 0,
      deleted: 0,
      problems: 0,
    };
    this.#uploads.set(upload.id, upload);
    if (validateOnly) this.#dry.set(upload.id, new ItemIndex());
    else this.#storage.writeUpload(upload);
    return ok({ generation: upload.generation });
  }

  stage(id: string, batch: Batch, now: number): Result<Staged, Failure> {
    const upload = this.#uploads.get(id);
    if (!upload) return fail(failure("feed_interrupted", "send the feed again"));
    const dry = this.#dry.get(id);
    upload.touchedAt = now;
    if (dry) return ok(this.#count(upload, batch, dry));
    const staged =
      upload.kind === "replace"
        ? this.#stageItems(upload, batch)
        : this.#update(upload, batch, now);
    if (batch.problems.length > 0 && upload.problems < PROBLEMS_LIMIT) {
      this.#storage.appendProblems(id, batch.problems);
      upload.problems += batch.problems.length;
    }
    this.#storage.writeUpload(upload);
    return ok(staged);
  }

  /** Takes a feed that is complete, all at once, or leaves everything as it was. */
  finish(id: string, totals: Totals, isForced: boolean, now: number): Result<Finished, Failure> {
    const upload = this.#uploads.get(id);
    if (!upload) return fail(failure("feed_interrupted", "send the feed again"));
    const index = this.#dry.get(id) ?? this.#itemsOf(upload).index;
    const isReplacement = upload.kind === "replace";
    const before = this.#current.size;
    if (isReplacement) {
      upload.updated = index.countIn(this.#current.index);
      upload.inserted = index.size - upload.updated;
      upload.deleted = before - upload.updated;
    }
    const isSuperseded = isReplacement && upload.generation < this.#state.generation;
    const error = isSuperseded
      ? failure("feed_superseded", "a feed that began later was taken")
      : verdictOn(upload, totals, { before, after: index.size }, isForced);
    if (isReplacement && !error && !upload.validateOnly) this.#swap(upload, now);
    const report = this.#reportOf(upload, totals, now);
    if (!upload.validateOnly) this.#remember(upload, error ? { ...report, error } : report);
    this.#close(upload, error !== null);
    return ok({ report, error });
  }

  /** Forgets a feed that will not be finished. */
  abort(id: string): void {
    const upload = this.#uploads.get(id);
    if (upload) this.#close(upload, true);
  }

  status(caseId: string, now: number): FeedStatus {
    const { generation, updatedAt, last } = this.#state;
    return {
      status: 1,
      case_id: caseId,
      items: this.#current.size,
      generation,
      updated_at: updatedAt,
      stale: updatedAt !== null && now - updatedAt > STALE_MS,
      last,
    };
  }

  /** A page of the catalogue; null when the cursor is of a generation that is gone. */
  page(cursor: { generation: number; page: number } | null): ItemsPage | null {
    const { generation } = this.#state;
    if (cursor && cursor.generation !== generation) return null;
    const items: string[] = [];
    let next = cursor?.page ?? 0;
    for (let count = 0; count < ANSWER_PAGES; count++) {
      const page = this.#current.pageFrom(next);
      if (!page) return { items, cursor: null };
      for (const line of page.lines) items.push(line);
      next = page.next;
    }
    const isMore = this.#current.pageFrom(next) !== undefined;
    return { items, cursor: isMore ? `${generation}.${next}` : null };
  }

  /** A stretch of what was wrong with the last feed. */
  problems(after: number): FeedProblems {
    const feed = this.#state.problemsOf;
    const found = feed === null ? undefined : this.#storage.problemsAfter(feed, after);
    const isMore =
      found !== undefined &&
      feed !== null &&
      this.#storage.problemsAfter(feed, found.n) !== undefined;
    return {
      status: 1,
      feed_id: feed,
      problems: found?.problems ?? [],
      cursor: isMore ? String(found.n) : null,
    };
  }

  /** When there is something to tidy up, or null. */
  tidyAt(now: number): number | null {
    if (this.#state.doomed.length > 0) return now;
    const touched = [...this.#uploads.values()].map(({ touchedAt }) => touchedAt);
    return touched.length > 0 ? Math.min(...touched) + UPLOAD_PATIENCE_MS : null;
  }

  /** Deletes some of what is not needed any more. */
  tidy(now: number): void {
    this.#dropStale(now);
    const [generation, ...others] = this.#state.doomed;
    if (generation === undefined) return;
    if (!this.#storage.deletePages(generation, FORGET_PAGES)) this.#write({ doomed: others });
  }

  #generationFor(kind: FeedRequest["kind"], validateOnly: boolean): number {
    const { begun, generation } = this.#state;
    if (kind === "update" && (generation > 0 || validateOnly)) return generation;
    if (!validateOnly) this.#write({ begun: begun + 1 });
    if (kind === "update") {
      this.#write({ generation: begun + 1 });
      this.#current = new Items(this.#storage, begun + 1);
    }
    return begun + 1;
  }

  #itemsOf({ kind, id, generation }: Upload): Items {
    if (kind === "update") return this.#current;
    const known = this.#staged.get(id) ?? new Items(this.#storage, generation);
    this.#staged.set(id, known);
    return known;
  }

  #stageItems(upload: Upload, { ids, bodies }: Batch): Staged {
    const changes = ids.map((id, index): Change => ({ id, make: () => bodies[index] ?? null }));
    const { updated, refused } = this.#itemsOf(upload).apply(changes, FEED_LIMIT_ITEMS);
    return { duplicates: updated, untitled: [], refused };
  }

  #update(upload: Upload, batch: Batch, now: number): Staged {
    const staged = this.#applyPatches(this.#current, upload, batch);
    // The replacement was exported before this update: it must not undo it.
    if (this.#isReplacing()) {
      this.#storage.appendLate({ merge: upload.merge, ids: batch.ids, bodies: batch.bodies });
    }
    this.#write({ updatedAt: now });
    this.#revision += 1;
    return staged;
  }

  #applyPatches(
    items: Items,
    sums: Pick<Upload, "merge" | "inserted" | "updated" | "deleted">,
    { ids, bodies }: Pick<Batch, "ids" | "bodies">,
  ): Staged {
    const untitled: number[] = [];
    const changes = ids.map((id, index): Change => {
      const body = bodies[index];
      return {
        id,
        make(before) {
          if (typeof body !== "string") return null;
          const patch: ItemPatch = JSON.parse(body);
          if (before === undefined && !patch.title) untitled.push(index);
          const old = before !== undefined && sums.merge ? parseItem(before) : undefined;
          return JSON.stringify(mergeItem(old, patch));
        },
      };
    });
    const changed = items.apply(changes, FEED_LIMIT_ITEMS);
    // To delete what is not there is done already.
    sums.inserted += changed.inserted.filter((index) => bodies[index] !== null).length;
    sums.updated += changed.updated.length;
    sums.deleted += changed.deleted.length;
    return { duplicates: [], untitled, refused: changed.refused };
  }

  #count(upload: Upload, { ids, bodies }: Batch, dry: ItemIndex): Staged {
    const staged: Staged = { duplicates: [], untitled: [], refused: [] };
    for (const [index, id] of ids.entries()) {
      const hash = hashId(id);
      const isKnown = this.#current.index.find(hash) !== undefined;
      const isRepeated = dry.find(hash) !== undefined;
      if (upload.kind === "replace" && isRepeated) staged.duplicates.push(index);
      if (upload.kind === "update") {
        if (bodies[index] === null) upload.deleted += isKnown ? 1 : 0;
        else if (isKnown || isRepeated) upload.updated += 1;
        else upload.inserted += 1;
      }
      if (!isRepeated && dry.size >= FEED_LIMIT_ITEMS) staged.refused.push(index);
      else dry.set(hash, 0);
    }
    return staged;
  }

  #swap(upload: Upload, now: number): void {
    const next = this.#itemsOf(upload);
    this.#applyLate(next, upload);
    const { generation, doomed } = this.#state;
    this.#write({
      generation: next.generation,
      updatedAt: now,
      feedVersion: upload.feedVersion ?? null,
      doomed: generation > 0 ? [...doomed, generation] : doomed,
    });
    this.#current = next;
    this.#revision += 1;
  }

  /** Applies the updates that came since the replacement began. */
  #applyLate(items: Items, { lateFrom }: Upload): void {
    type Late = { merge: boolean; ids: string[]; bodies: (string | null)[] };
    for (const { merge, ids, bodies } of this.#storage.lateAfter<Late>(lateFrom)) {
      // A new price of a product that the feed no longer has does not bring it back.
      const wanted = ids.flatMap((id, index) => {
        const body = bodies[index] ?? null;
        const isKnown = items.index.find(hashId(id)) !== undefined;
        return isKnown || (body !== null && "title" in JSON.parse(body)) ? [index] : [];
      });
      this.#applyPatches(
        items,
        { merge, inserted: 0, updated: 0, deleted: 0 },
        {
          ids: wanted.map((index) => ids[index] ?? ""),
          bodies: wanted.map((index) => bodies[index] ?? null),
        },
      );
    }
  }

  #reportOf(upload: Upload, totals: Totals, now: number): FeedReport {
    const { broken, ...counts } = totals;
    return {
      feed_id: upload.id,
      kind: upload.kind,
      generation: this.#state.generation,
      ...counts,
      errors: broken ? [...totals.errors, broken] : totals.errors,
      inserted: upload.inserted,
      updated: upload.updated,
      deleted: upload.deleted,
      validate_only: upload.validateOnly,
      ...(upload.feedVersion === undefined ? {} : { feed_version: upload.feedVersion }),
      finished_at: now,
      duration_ms: now - upload.startedAt,
    };
  }

  #remember({ id }: Upload, last: LastFeed): void {
    const { problemsOf } = this.#state;
    if (problemsOf !== null) this.#storage.deleteProblems(problemsOf);
    this.#write({ last, problemsOf: id });
  }

  #isReplacing(): boolean {
    const uploads = [...this.#uploads.values()];
    return uploads.some(({ kind, validateOnly }) => kind === "replace" && !validateOnly);
  }

  #dropStale(now: number): void {
    for (const upload of this.#uploads.values()) {
      if (now - upload.touchedAt > UPLOAD_PATIENCE_MS) this.#close(upload, true);
    }
  }

  #close(upload: Upload, isLost: boolean): void {
    const { id, kind, generation, validateOnly } = upload;
    this.#uploads.delete(id);
    this.#dry.delete(id);
    this.#staged.delete(id);
    if (validateOnly) return;
    this.#storage.deleteUpload(id);
    if (isLost && this.#state.problemsOf !== id) this.#storage.deleteProblems(id);
    if (isLost && kind === "replace") this.#write({ doomed: [...this.#state.doomed, generation] });
    if (!this.#isReplacing() && this.#storage.lastLate() > 0) this.#storage.deleteLate();
  }

  #write(change: Partial<CatalogState>): void {
    this.#state = { ...this.#state, ...change };
    this.#storage.writeState(this.#state);
  }
}
