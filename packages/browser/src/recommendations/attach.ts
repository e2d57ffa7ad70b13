import type { Nextmove, Recommendation } from "../api.ts";
import { attached } from "../attach/attached.ts";
import { fillOnce } from "../attach/fill-once.ts";
import { followClicks } from "../attach/follow-clicks.ts";
import { followElements } from "../attach/follow-elements.ts";
import { watchVisible } from "../attach/watch-visible.ts";
import { PRODUCT } from "./fields.ts";
import { fill } from "./fill.ts";

const LIST = "data-nextmove-recommend";
const PRODUCTS = "data-nextmove-products";

/**
 * Fills every `data-nextmove-recommend` of the page, now and later, with products by its template;
 * what the page put beside the template stays where nothing is recommended. Reports the products as
 * shown when half of them is on the screen; the first click on each as taken, and as the reward
 * `click`. Once for each list, its products and page view. Returns what stops it.
 */
export const attachRecommendations = (nextmove: Recommending): (() => void) =>
  attached(() => fillLists(nextmove));

type Recommending = Pick<Nextmove, "recommend" | "select" | "reward" | "on">;

function fillLists(nextmove: Recommending): () => void {
  const shown = new WeakMap<Element, Recommendation>();
  const fallbacks = new WeakMap<Element, readonly Node[]>();
  const clicked = new WeakSet<Element>();

  const view = watchVisible(0, (list) => {
    const recommendation = shown.get(list);
    if (recommendation) nextmove.select(recommendation);
  });
  const fillList = fillOnce(
    async (list) => {
      shown.delete(list);
      const recommendation = await fill(nextmove, list, fallbacks);
      if (recommendation?.source === "edge") {
        shown.set(list, recommendation);
        view.watch(list);
      }
      return recommendation !== undefined;
    },
    (list) => list.getAttribute(PRODUCTS) ?? "",
  );
  const fillAll = () =>
    document.querySelectorAll<HTMLElement>(`[${LIST}]`).forEach((list) => fillList(list));

  document.addEventListener("DOMContentLoaded", fillAll);
  const stops = [
    followElements(LIST, fillList),
    followElements(PRODUCTS, (list) => {
      if (list.hasAttribute(LIST)) fillList(list);
    }),
    followClicks((target) => {
      const card = target.closest(`[${PRODUCT}]`);
      const list = card?.closest(`[${LIST}]`);
      const recommendation = list ? shown.get(list) : undefined;
      const action = card?.getAttribute(PRODUCT);
      if (!card || !action || !recommendation || clicked.has(card)) return;
      clicked.add(card);
      nextmove.select(recommendation, action);
      nextmove.reward({ event_type: "click", decision: { ...recommendation, action } });
    }),
    nextmove.on("page", fillAll),
    view.stop,
    () => document.removeEventListener("DOMContentLoaded", fillAll),
  ];
  return () => stops.forEach((stop) => stop());
}
