import { FEED_LIMIT_ITEMS } from "@nextmove/contract";
import type {
  Batch,
  BegunFeed,
  FeedRequest,
  Finished,
  Staged,
  Totals,
} from "../../../feed/taking/calls.ts";
import { failure, type Failure } from "../../../http/problems.ts";
import { fail, ok, type Result } from "../../../result.ts";
import { reportOf } from "./answers.ts";
import { applyLate, applyPatches } from "./apply-patches.ts";
import { CatalogStorage } from "./catalog-storage.ts";
import { ComingFeeds } from "./coming-feeds.ts";
import { Generations } from "./generations.ts";
import type { Change } from "../items/items.ts";
import type { Contents, Upload } from "./uploads.ts";
import { verdictOn } from "./verdict.ts";

/** Feeds on their way at once: each holds an index in memory. */
const UPLOADS_LIMIT = 4;
/** How long a feed that was taken is known by its id: for a client that did not get the answer. */
const TAKEN_KEPT_MS = 86_400_000;
/** Bytes of updates kept while a replacement is on its way, all applied when it is taken: some 40,000 items. */
const LATE_LIMIT_BYTES = 16 * 1024 * 1024;
/** Problems kept of one feed; more are counted only. */
const PROBLEMS_LIMIT = 100_000;

/**
 * The items of a case by generation, and the feeds that bring them. Everything here is synchronous:
 * what one call does is one transaction.
 */
export class Feeds {
  readonly #storage: CatalogStorage;
  /** What they are about, and what is served. */
  readonly generations: Generations;
  readonly #coming: ComingFeeds;

  constructor(sql: SqlStorage) {
    this.#storage = new CatalogStorage(sql);
    this.generations = new Generations(this.#storage);
    this.#coming = new ComingFeeds(this.#storage, this.generations);
  }

  /** Rows written since the object woke. */
  get rowsWritten(): number {
    return this.#storage.rowsWritten;
  }

  begin(request: FeedRequest, now: number): Result<BegunFeed, Failure> {
    this.#coming.dropStale(now);
    const before = this.takenBefore(request);
    if (!before.ok) return before;
    if (before.value)
      return ok({ generation: this.generations.generation, finished: before.value });
    if (this.#coming.find(request.id)) {
      return fail(failure("feed_busy", "this feed is on its way already"));
    }
    const { feedVersion, kind, validateOnly } = request;
    if (
      kind === "replace" &&
      (feedVersion ?? Infinity) < (this.generations.state.feedVersion ?? 0)
    ) {
      const message = `the catalogue is of feed_version ${this.generations.state.feedVersion}`;
      return fail(failure("feed_outdated", message));
    }
    if (this.#coming.count >= UPLOADS_LIMIT) this.#coming.closeWaiting(now);
    // What is only asked takes nobody's place.
    if (this.#coming.count >= UPLOADS_LIMIT && !validateOnly) this.#coming.closeCutOff(now);
    if (this.#coming.count >= UPLOADS_LIMIT) {
      return fail(failure("feed_busy", `${UPLOADS_LIMIT} feeds are on their way already`));
    }
    const upload: Upload = {
      ...request,
      generation: this.generations.open(kind, validateOnly),
      startedAt: now,
      touchedAt: now,
      lateFrom: this.#storage.lastLate(),
      inserted: 0,
      updated: 0,
      deleted: 0,
      problems: 0,
      begunParts: [],
      isRefused: false,
    };
    this.#coming.add(upload);
    return ok({ generation: upload.generation, finished: null });
  }

  /** What became of a feed that came before under its id; another one under it is a mistake. */
  takenBefore(
    { id, fingerprint }: Pick<FeedRequest, "id" | "fingerprint">,
    part = 1,
  ): Result<Finished | null, Failure> {
    const taken = this.#storage.readTaken(id);
    if (!taken) return ok(null);
    const { report, contents } = taken;
    if (taken.fingerprint === fingerprint) {
      const content = contents[part];
      const known = content === undefined ? {} : { content };
      return ok({ report, error: null, isReplay: true, ...known });
    }
    const message = "this Idempotency-Key came before with another query, path or address";
    return fail(failure("idempotency_conflict", message));
  }

  /** A feed on its way. */
  upload(id: string): Upload | undefined {
    return this.#coming.find(id);
  }

  stage(id: string, batch: Batch, now: number): Result<Staged, Failure> {
    const upload = this.#coming.find(id);
    if (!upload) return fail(failure("feed_interrupted", "send the feed again"));
    const dry = this.#coming.dryRunOf(id);
    this.#coming.hear(upload, now);
    if (dry) return ok(dry.count(upload, batch, this.generations.current.index));
    if (upload.kind === "update" && !this.#hasRoomForLate(now)) {
      const message = "too much was updated while a replacement is on its way; wait for its end";
      return fail(failure("feed_busy", message));
    }
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
  finish(
    id: string,
    totals: Totals,
    isForced: boolean,
    now: number,
    contents: Contents,
  ): Result<Finished, Failure> {
    const upload = this.#coming.find(id);
    if (!upload) return fail(failure("feed_interrupted", "send the feed again"));
    const { index } = this.#coming.dryRunOf(id) ?? this.#coming.itemsOf(upload);
    const isReplacement = upload.kind === "replace";
    const before = this.generations.current.size;
    if (isReplacement) {
      upload.updated = index.countIn(this.generations.current.index);
      upload.inserted = index.size - upload.updated;
      upload.deleted = before - upload.updated;
    }
    const isSuperseded = isReplacement && upload.generation < this.generations.state.replacedBy;
    const error = isSuperseded
      ? failure("feed_superseded", "a feed that began later was taken")
      : verdictOn(upload, totals, { before, after: index.size }, isForced);
    if (isReplacement && !error && !upload.validateOnly) this.#swap(upload, now);
    const report = reportOf(upload, totals, this.generations.generation, now);
    if (!upload.validateOnly)
      this.generations.remember(upload, error ? { ...report, error } : report);
    const mayComeAgain = upload.isInParts || upload.fingerprint !== null;
    if (mayComeAgain && !error && !upload.validateOnly) {
      const { fingerprint } = upload;
      this.#storage.writeTaken(id, now, { fingerprint, contents, report }, now - TAKEN_KEPT_MS);
    }
    // Its parts need not come again to be forced.
    const mayStillBeTaken = upload.isInParts && error !== null && !isSuperseded;
    upload.isRefused = mayStillBeTaken;
    if (!mayStillBeTaken) this.#coming.close(upload, error !== null);
    else if (!upload.validateOnly) this.#storage.writeUpload(upload);
    return ok({ report, error, isReplay: false });
  }

  /** Forgets a feed that will not be finished. */
  abort(id: string): void {
    const upload = this.#coming.find(id);
    if (upload) this.#coming.close(upload, true);
  }

  /** When there is something to tidy up, or null. */
  tidyAt(now: number): number | null {
    if (this.generations.isUntidy) return now;
    return this.#coming.patienceEndsAt;
  }

  /** Deletes some of what is not needed any more. */
  tidy(now: number): void {
    this.#coming.dropStale(now);
    this.generations.tidy();
  }

  #stageItems(upload: Upload, { ids, bodies }: Batch): Staged {
    const changes = ids.map((id, index): Change => ({ id, make: () => bodies[index] ?? null }));
    const { updated, refused } = this.#coming.itemsOf(upload).apply(changes, FEED_LIMIT_ITEMS);
    return { duplicates: updated, untitled: [], refused };
  }

  #update(upload: Upload, { ids, bodies }: Batch, now: number): Staged {
    const patches = { merge: upload.merge, ids, bodies };
    const { staged, counts } = applyPatches(this.generations.current, patches);
    upload.inserted += counts.inserted;
    upload.updated += counts.updated;
    upload.deleted += counts.deleted;
    // The replacement was exported before this update: it must not undo it.
    if (this.#coming.isReplacing) this.#storage.appendLate(patches);
    this.generations.touch(now);
    return staged;
  }

  /** Whether an update can be kept for the replacement; one whose parts no longer come makes room. */
  #hasRoomForLate(now: number): boolean {
    const isFull = (): boolean =>
      this.#coming.isReplacing && this.#storage.lateBytes >= LATE_LIMIT_BYTES;
    if (!isFull()) return true;
    this.#coming.closeWaiting(now);
    return !isFull();
  }

  #swap(upload: Upload, now: number): void {
    const next = this.#coming.itemsOf(upload);
    for (const patches of this.#storage.lateAfter(upload.lateFrom)) applyLate(next, patches);
    this.generations.serve(next, upload, now);
  }
}
