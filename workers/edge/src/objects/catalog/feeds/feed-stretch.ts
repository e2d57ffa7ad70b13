import type { CatalogState } from "./catalog-storage.ts";
import type { PageTable } from "../items/page-table.ts";
import type { FeedPlace, FeedStretch } from "../../../protocol/catalog/replicas.ts";

/** Half a megabyte in one answer. */
const PAGES_IN_STRETCH = 16;

/**
 * A stretch of the feed for a replica: the pages of a generation one after the other, then those that were
 * changed meanwhile in the order of their changes, however often.
 */
export const stretchFrom = (
  table: Pick<PageTable, "stored" | "storedFrom" | "changes">,
  { generation, revision }: Pick<CatalogState, "generation" | "revision">,
  place: FeedPlace,
): FeedStretch => {
  if (place.generation !== generation) {
    const page = generation > 0 ? 0 : null;
    // What changes from here on is read once more at the end.
    const begin = { generation, page, revision, changedPage: Number.MAX_SAFE_INTEGER };
    return { place: begin, pages: [], isEnd: generation === 0 };
  }
  if (place.page !== null) {
    const pages = table.storedFrom(generation, place.page, PAGES_IN_STRETCH);
    const last = pages.at(-1)?.page;
    const isLast = last === undefined || pages.length < PAGES_IN_STRETCH;
    return { place: { ...place, page: isLast ? null : last + 1 }, pages, isEnd: false };
  }
  const changes = table.changes.after(place.revision, place.changedPage, PAGES_IN_STRETCH);
  const isEnd = changes.length < PAGES_IN_STRETCH;
  const last = changes.at(-1);
  const end = { revision, changedPage: Number.MAX_SAFE_INTEGER };
  const next = last ? { revision: last.revision, changedPage: last.page } : end;
  return {
    place: { ...place, ...(isEnd ? end : next) },
    pages: changes.map(({ page }) => table.stored(generation, page)),
    isEnd,
  };
};
