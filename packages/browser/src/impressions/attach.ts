import type { Item, Tracker } from "../api.ts";
import { attached } from "../attach/attached.ts";
import { beforeLeaving } from "../attach/before-leaving.ts";
import { followElements } from "../attach/follow-elements.ts";
import { watchVisible } from "../attach/watch-visible.ts";
import { createBatch } from "./batch.ts";

/** Shorter than it takes to look at a product; longer than it takes to scroll past it. */
const DWELL_MS = 1000;

/**
 * Tracks an `item_impression` of every element with `data-nextmove-product="<item id>"` that the
 * visitor had on the screen for a second: once for each product and page view. The nearest
 * `data-nextmove-list="<list id>"` around it says in which list. Returns what stops it.
 */
export const attachImpressions = (nextmove: Pick<Tracker, "track" | "on">): (() => void) =>
  attached(() => trackImpressions(nextmove));

function trackImpressions(nextmove: Pick<Tracker, "track" | "on">): () => void {
  const seen = new Set<string>();
  const batch = createBatch<Item>((items) => nextmove.track("item_impression", { items }));
  const view = watchVisible(DWELL_MS, (element) => {
    const item = itemOf(element);
    if (!item || seen.has(item.item_id)) return;
    seen.add(item.item_id);
    batch.add(item);
  });

  const stops = [
    followElements("data-nextmove-product", view.watch),
    nextmove.on("page", () => {
      seen.clear();
      document.querySelectorAll("[data-nextmove-product]").forEach(view.watch);
    }),
    beforeLeaving(batch.flush),
    view.stop,
    batch.flush,
  ];
  return () => stops.forEach((stop) => stop());
}

function itemOf(element: Element): (Item & { readonly item_id: string }) | undefined {
  const id = element.getAttribute("data-nextmove-product");
  if (!id) return undefined;
  const list = element.closest("[data-nextmove-list]")?.getAttribute("data-nextmove-list");
  return { item_id: id, ...(list && { item_list_id: list }) };
}
