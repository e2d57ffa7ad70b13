import type { FeedProblems, FeedReport, FeedStatus } from "@nextmove/contract";
import type { CatalogState, CatalogStorage } from "./catalog-storage.ts";
import type { Items } from "../items/items.ts";
import type { Upload } from "./uploads.ts";
import type { Totals } from "../../../feed/taking/calls.ts";

/** A feed that should have come and did not: the shop's export may have stopped. */
const STALE_MS = 48 * 3_600_000;
/** Pages in one answer: some 130 kB. */
const ANSWER_PAGES = 4;

export interface ItemsPage {
  /** JSON texts. */
  items: string[];
  cursor: string | null;
}

/** What became of a feed. */
export const reportOf = (
  upload: Upload,
  totals: Totals,
  generation: number,
  now: number,
): FeedReport => {
  const { broken, ...counts } = totals;
  return {
    feed_id: upload.id,
    kind: upload.kind,
    generation,
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
};

/** How the catalogue stands. */
export const statusOf = (
  { generation, updatedAt, last }: CatalogState,
  items: number,
  caseId: string,
  now: number,
): Omit<FeedStatus, "pull" | "replicas"> => ({
  status: 1,
  case_id: caseId,
  items,
  generation,
  updated_at: updatedAt,
  stale: updatedAt !== null && now - updatedAt > STALE_MS,
  last,
});

/** Where an answer begins: a stored page, and how many of its items came before. */
export interface ItemsPlace {
  page: number;
  skip: number;
}

/** Items from a place on, at most `limit`. */
export const itemsFrom = (items: Items, from: ItemsPlace, limit: number): ItemsPage => {
  const texts: string[] = [];
  let { page: next, skip } = from;
  for (let count = 0; count < ANSWER_PAGES; count++) {
    const page = items.pageFrom(next);
    if (!page) return { items: texts, cursor: null };
    const room = limit - texts.length;
    const lines = page.lines.slice(skip, skip + room);
    texts.push(...lines);
    if (skip + lines.length < page.lines.length) {
      const cursor = `${items.generation}.${page.next - 1}.${skip + lines.length}`;
      return { items: texts, cursor };
    }
    next = page.next;
    skip = 0;
  }
  const isMore = items.pageFrom(next) !== undefined;
  return { items: texts, cursor: isMore ? `${items.generation}.${next}` : null };
};

/** A stretch of what was wrong with a feed; null: with none. */
export const problemsOf = (
  storage: CatalogStorage,
  feed: string | null,
  after: number,
): FeedProblems => {
  const found = feed === null ? undefined : storage.problemsAfter(feed, after);
  const isMore =
    found !== undefined && feed !== null && storage.problemsAfter(feed, found.n) !== undefined;
  return {
    status: 1,
    feed_id: feed,
    problems: found?.problems ?? [],
    cursor: isMore ? String(found.n) : null,
  };
};
