import type { Tracker } from "../api.ts";
import { attached } from "../attach/attached.ts";
import { createCopyFilter } from "./duplicates.ts";
import { listen } from "./listen.ts";
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
export function attachDataLayer(
  nextmove: Pick<Tracker, "consent" | "inspect" | "on" | "track">,
  { name: layer = "dataLayer" }: DataLayerOptions = {},
): () => void {
  return attached(() => {
    const read = createEntryReader();
    const isCopy = createCopyFilter(Date.now);
    const isKnownOrder = createOrderFilter(nextmove);
    return listen(layer, (entry) => {
      for (const event of read(entry)) {
        if (!isCopy(event) && !isKnownOrder(event)) nextmove.track(event.name, event.params);
      }
    });
  });
}
