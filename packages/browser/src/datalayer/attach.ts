import type { Nextmove } from "../api.ts";
import { createCopyFilter } from "./duplicates.ts";
import { listen, type LayerPage } from "./listen.ts";
import { createOrderFilter } from "./orders.ts";
import { createEntryReader } from "./read-entry.ts";

export interface DataLayerOptions {
  /** Name of the page's dataLayer. Default `dataLayer`. */
  readonly name?: string | undefined;
}

/**
 * Tracks what the shop pushes to its dataLayer, before and from now on: GA4 e-commerce as gtag or
 * the Tag Manager take it, and Enhanced Ecommerce. One event in several forms is tracked once, and
 * so is an order whose page is loaded again. Attach it once. Returns what stops it.
 */
export function attachDataLayer(nextmove: Nextmove, options: DataLayerOptions = {}): () => void {
  if (typeof document === "undefined") return () => {};
  const page = window as unknown as LayerPage;
  return followLayer(nextmove, page, options.name ?? "dataLayer", () => localStorage);
}

/** The same for a given page. */
export function followLayer(
  nextmove: Nextmove,
  page: LayerPage,
  name: string,
  storage: () => Storage,
): () => void {
  const read = createEntryReader();
  const isCopy = createCopyFilter(() => Date.now());
  const isKnownOrder = createOrderFilter(nextmove, storage);
  return listen(page, name, (entry) => {
    for (const event of read(entry)) {
      const { name, params } = event;
      const order = params["transaction_id"];
      if (isCopy(event)) continue;
      if (name === "purchase" && typeof order === "string" && isKnownOrder(order)) continue;
      nextmove.track(name, params);
    }
  });
}
