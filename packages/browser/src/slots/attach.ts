import type { Nextmove } from "../api.ts";
import { attached } from "../attach/attached.ts";
import { fillOnce } from "../attach/fill-once.ts";
import { followClicks } from "../attach/follow-clicks.ts";
import { followElements } from "../attach/follow-elements.ts";
import { quietly } from "../attach/quietly.ts";
import { watchVisible } from "../attach/watch-visible.ts";
import { ACTION, SLOT } from "./candidates.ts";
import { fill, type Filling } from "./fill.ts";
import { enforceHidden } from "./show.ts";

/**
 * Fills every `data-nextmove-slot` of the page, now and later: decides among the elements with
 * `data-nextmove-action` in it, shows the best one and hides the others, reports it as shown when
 * half of it is on the screen, and the first click on it as the reward `click`. Once for each slot
 * and page view. Returns what stops it.
 */
export const attachSlots = (nextmove: Deciding): (() => void) =>
  attached(() => fillSlots(nextmove));

type Deciding = Pick<Nextmove, "decide" | "select" | "reward" | "on">;

function fillSlots(nextmove: Deciding): () => void {
  const fillings = new WeakMap<Element, Filling>();
  const reported = new WeakSet<Filling>();
  const clicked = new WeakSet<Filling>();

  const report = (element: Element) => {
    const filling = fillings.get(element);
    if (!filling?.decision || reported.has(filling)) return;
    reported.add(filling);
    nextmove.select(filling.decision);
  };
  const view = watchVisible(0, report);

  const fillSlot = fillOnce(async (slot) => {
    const filling = await fill(nextmove, slot);
    if (!filling) return false;
    fillings.set(filling.element, filling);
    view.watch(filling.element);
    return true;
  });
  const fillAll = () =>
    document.querySelectorAll<HTMLElement>(`[${SLOT}]`).forEach((slot) => fillSlot(slot));

  quietly(enforceHidden)();
  document.addEventListener("DOMContentLoaded", fillAll);
  const stops = [
    followElements(ACTION, (candidate) => {
      const slot = candidate.closest<HTMLElement>(`[${SLOT}]`);
      if (slot) fillSlot(slot);
    }),
    followClicks((target) => {
      const element = target.closest(`[${ACTION}]`);
      const filling = element ? fillings.get(element) : undefined;
      if (!filling?.decision || clicked.has(filling)) return;
      clicked.add(filling);
      report(filling.element); // What is clicked is seen.
      nextmove.reward({ event_type: "click", decision: filling.decision });
    }),
    nextmove.on("page", fillAll),
    view.stop,
    () => document.removeEventListener("DOMContentLoaded", fillAll),
  ];
  return () => stops.forEach((stop) => stop());
}
