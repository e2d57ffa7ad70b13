import { itemsPageOf, restoreItems } from "./item-pages.ts";
import type { OpenSession, Recommender, RecommenderOptions } from "./recommender.ts";
import { createRecommender } from "./recommender.ts";
import type { LogPage } from "../log/session-log-pages.ts";
import { beginOlderEvents, readOlderEvents } from "../log/older-events.ts";
import { exportPages, firstNeededPage, PAGE_EVENTS, restoreLog } from "../log/session-log-pages.ts";

/**
 * A recommender as rows: `(kind, page)` is the key, `bytes` the rest. Descriptions are not among
 * them; they are in the feed, and are described again from there.
 */
export interface RecommenderPage {
  readonly kind: "header" | "open" | "items" | "views" | "purchases";
  readonly page: number;
  readonly bytes: Uint8Array;
}

interface Header {
  readonly popularity: {
    readonly landmark: number;
    readonly total: number;
    readonly top: readonly number[];
    readonly topAge: number;
  };
  readonly mixture: {
    readonly weights: readonly number[];
    readonly squares: readonly number[];
    readonly steps: number;
  };
  readonly sweptAt: number;
  /** The first open sessions: most shops have no more. */
  readonly open: OpenPage;
  /** How many pages there are of the others; what is left of more is old. */
  readonly openPages: number;
}

/** Visitor, event and time. */
type OpenRow = readonly [number, number, number];

/** A stretch of the open sessions. */
interface OpenPage {
  readonly views: readonly OpenRow[];
  readonly purchases: readonly OpenRow[];
}

/** Sessions of each log on one page: some 35 bytes each, and a row holds 2 MB. */
const PAGE_SESSIONS = 2 ** 14;

/**
 * The rows that have changed since the last call, each to take the place of the one with its key.
 * Some 2 rows for the logs and the header, and one for each page of items that was met.
 */
export function takeChanges(recommender: Recommender): RecommenderPage[] {
  const { unsaved, views, purchases } = recommender;
  const [first, ...others] = openPagesOf(recommender);
  const header = headerOf(recommender, first, others.length);
  const changes: RecommenderPage[] = [{ kind: "header", page: 0, bytes: header }];
  for (const [page, open] of others.entries()) {
    changes.push({ kind: "open", page, bytes: print(open) });
  }
  for (const page of unsaved.itemPages) {
    changes.push({ kind: "items", page, bytes: itemsPageOf(recommender, page) });
  }
  for (const page of exportPages(views, unsaved.views)) changes.push({ kind: "views", ...page });
  for (const page of exportPages(purchases, unsaved.purchases)) {
    changes.push({ kind: "purchases", ...page });
  }
  unsaved.itemPages.clear();
  unsaved.views = views.newest;
  unsaved.purchases = purchases.newest;
  return changes;
}

/** Rows of a log below this page are not needed any more. */
export function firstNeeded({
  views,
  purchases,
}: Recommender): Readonly<Record<"views" | "purchases", number>> {
  return { views: firstNeededPage(views), purchases: firstNeededPage(purchases) };
}

/**
 * The recommender that the rows were taken from; without rows a new one.
 *
 * @param pages the header first, those of a kind in ascending order; of views the newest will do, for the others
 * to be read later (`readOlderViews`)
 */
export function restoreRecommender(
  options: Partial<RecommenderOptions>,
  pages: Iterable<RecommenderPage>,
): Recommender {
  const recommender = createRecommender(options);
  const views: LogPage[] = [];
  const purchases: LogPage[] = [];
  let openPages = 0;
  for (const page of pages) {
    if (page.kind === "header") {
      openPages = restoreHeader(recommender, parse(page.bytes) as Header);
    } else if (page.kind === "open") {
      if (page.page < openPages) restoreOpen(recommender, parse(page.bytes) as OpenPage);
    } else if (page.kind === "items") restoreItems(recommender, page.page, page.bytes);
    else if (page.kind === "views") views.push(page);
    else purchases.push(page);
  }
  recommender.views = restoreLog(recommender.options.mostEvents, views);
  recommender.purchases = restoreLog(recommender.options.mostPurchases, purchases);
  recommender.unsaved.views = recommender.views.newest;
  recommender.unsaved.purchases = recommender.purchases.newest;
  return recommender;
}

/** The page of views that is read before the others are; 0 when there are no others. */
export function firstReadPage({ views }: Recommender): number {
  return views.unread / PAGE_EVENTS;
}

/**
 * Reads views that the recommender was restored without: pages one before the other, each the one before
 * `firstReadPage`.
 */
export function readOlderViews(recommender: Recommender, pages: Iterable<RecommenderPage>): void {
  const { views, options } = recommender;
  recommender.olderViews ??= beginOlderEvents(views, options.mostItems);
  readOlderEvents(views, recommender.olderViews, pages);
  if (views.unread === 0) recommender.olderViews = null;
}

function headerOf(
  recommender: Recommender,
  open: OpenPage | undefined,
  openPages: number,
): Uint8Array {
  const { popularity, mixture, sweptAt } = recommender;
  const { landmark, total, top, topAge } = popularity;
  const header: Header = {
    popularity: { landmark, total, top, topAge },
    mixture: {
      weights: [...mixture.weights],
      squares: [...mixture.squares],
      steps: mixture.steps,
    },
    sweptAt,
    open: open ?? { views: [], purchases: [] },
    openPages,
  };
  return print(header);
}

function openPagesOf({ openViews, openPurchases }: Recommender): OpenPage[] {
  const rowsOf = (open: ReadonlyMap<number, OpenSession>): OpenRow[] =>
    Array.from(open, ([visitor, { event, at }]) => [visitor, event, at]);
  const [views, purchases] = [rowsOf(openViews), rowsOf(openPurchases)];
  const count = Math.ceil(Math.max(views.length, purchases.length) / PAGE_SESSIONS);
  return Array.from({ length: count }, (_, page) => {
    const stretch = (rows: readonly OpenRow[]): OpenRow[] =>
      rows.slice(page * PAGE_SESSIONS, (page + 1) * PAGE_SESSIONS);
    return { views: stretch(views), purchases: stretch(purchases) };
  });
}

function restoreHeader(recommender: Recommender, header: Header): number {
  const { popularity, mixture } = recommender;
  Object.assign(popularity, header.popularity);
  mixture.weights.set(header.mixture.weights);
  mixture.squares.set(header.mixture.squares);
  mixture.steps = header.mixture.steps;
  recommender.sweptAt = header.sweptAt;
  restoreOpen(recommender, header.open);
  return header.openPages;
}

function restoreOpen({ openViews, openPurchases }: Recommender, page: OpenPage): void {
  for (const [visitor, event, at] of page.views) openViews.set(visitor, { event, at });
  for (const [visitor, event, at] of page.purchases) openPurchases.set(visitor, { event, at });
}

const print = (value: Header | OpenPage): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(value));
const parse = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
