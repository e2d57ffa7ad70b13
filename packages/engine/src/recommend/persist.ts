import { PAGE_ITEMS } from "./item-numbers.ts";
import { setWeight } from "./popularity.ts";
import type { OpenSession, Recommender, RecommenderOptions } from "./recommender.ts";
import { createRecommender } from "./recommender.ts";
import type { LogPage } from "./session-log-pages.ts";
import { exportPages, firstNeededPage, restoreLog } from "./session-log-pages.ts";

/**
 * A recommender as rows: `(kind, page)` is the key, `bytes` the rest. Descriptions are not among
 * them; they are in the feed, and are described again from there.
 */
export interface RecommenderPage {
  readonly kind: "header" | "items" | "views" | "purchases";
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
  /** Visitor, event and time of the open sessions. */
  readonly openViews: readonly (readonly [number, number, number])[];
  readonly openPurchases: readonly (readonly [number, number, number])[];
}

interface ItemsPage {
  readonly ids: readonly (string | null)[];
  readonly weights: readonly number[];
}

/**
 * The rows that have changed since the last call, each to take the place of the one with its key.
 * Some 2 rows for the logs and the header, and one for each page of items that was met.
 */
export function takeChanges(recommender: Recommender): RecommenderPage[] {
  const { unsaved, views, purchases } = recommender;
  const changes: RecommenderPage[] = [{ kind: "header", page: 0, bytes: headerOf(recommender) }];
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
 * @param pages those of a kind in ascending order
 */
export function restoreRecommender(
  options: Partial<RecommenderOptions>,
  pages: Iterable<RecommenderPage>,
): Recommender {
  const recommender = createRecommender(options);
  const views: LogPage[] = [];
  const purchases: LogPage[] = [];
  for (const page of pages) {
    if (page.kind === "header") restoreHeader(recommender, parse(page.bytes) as Header);
    else if (page.kind === "items")
      restoreItems(recommender, page.page, parse(page.bytes) as ItemsPage);
    else if (page.kind === "views") views.push(page);
    else purchases.push(page);
  }
  recommender.views = restoreLog(recommender.options.mostEvents, views);
  recommender.purchases = restoreLog(recommender.options.mostPurchases, purchases);
  recommender.unsaved.views = recommender.views.newest;
  recommender.unsaved.purchases = recommender.purchases.newest;
  return recommender;
}

function headerOf(recommender: Recommender): Uint8Array {
  const { popularity, mixture, sweptAt, openViews, openPurchases } = recommender;
  const { landmark, total, top, topAge } = popularity;
  const rowsOf = (open: ReadonlyMap<number, OpenSession>): [number, number, number][] =>
    Array.from(open, ([visitor, { event, at }]) => [visitor, event, at]);
  const header: Header = {
    popularity: { landmark, total, top, topAge },
    mixture: {
      weights: [...mixture.weights],
      squares: [...mixture.squares],
      steps: mixture.steps,
    },
    sweptAt,
    openViews: rowsOf(openViews),
    openPurchases: rowsOf(openPurchases),
  };
  return print(header);
}

function restoreHeader(recommender: Recommender, header: Header): void {
  const { popularity, mixture, openViews, openPurchases } = recommender;
  Object.assign(popularity, header.popularity);
  mixture.weights.set(header.mixture.weights);
  mixture.squares.set(header.mixture.squares);
  mixture.steps = header.mixture.steps;
  recommender.sweptAt = header.sweptAt;
  for (const [visitor, event, at] of header.openViews) openViews.set(visitor, { event, at });
  for (const [visitor, event, at] of header.openPurchases) {
    openPurchases.set(visitor, { event, at });
  }
}

function itemsPageOf({ items, popularity }: Recommender, page: number): Uint8Array {
  const from = page * PAGE_ITEMS;
  const ids = items.ids.slice(from, from + PAGE_ITEMS).map((id) => id ?? null);
  const weights = ids.map((_, i) => popularity.weights[from + i] ?? 0);
  return print({ ids, weights } satisfies ItemsPage);
}

function restoreItems({ items, popularity }: Recommender, page: number, stored: ItemsPage): void {
  stored.ids.forEach((id, i) => {
    const number = page * PAGE_ITEMS + i;
    items.ids[number] = id ?? undefined;
    if (id === null) items.free.push(number);
    else items.numbers.set(id, number);
    setWeight(popularity, number, stored.weights[i] ?? 0);
  });
}

const print = (value: Header | ItemsPage): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(value));
const parse = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
