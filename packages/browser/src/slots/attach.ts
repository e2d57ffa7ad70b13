import type { Nextmove } from "../api.ts";
import { attached } from "../attach/attached.ts";
import { followElements } from "../attach/follow-elements.ts";
import { quietly } from "../attach/quietly.ts";
import { watchVisible } from "../attach/watch-visible.ts";
import { isSamePage } from "../pages/same-page.ts";
import { ACTION, isComplete, SLOT } from "./candidates.ts";
import { fill, type Filling } from "./fill.ts";
import { enforceHidden } from "./show.ts";

/** Opens a link in a new tab, and is no `click`. */
const MIDDLE_BUTTON = 1;

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
  /** Addresses for which slots were filled: a page that comes back from the cache has its own. */
  const filledFor = new WeakMap<Element, string>();
  const busy = new WeakSet<Element>();
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

  const fillOnce = async (slot: HTMLElement): Promise<void> => {
    const address = location.href;
    const isFilled = isSamePage(filledFor.get(slot) ?? "", address);
    if (isFilled || busy.has(slot) || !isComplete(slot)) return;
    busy.add(slot);
    filledFor.set(slot, address);
    const filling = await fill(nextmove, slot).finally(() => busy.delete(slot));
    if (!filling) {
      filledFor.delete(slot); // Its candidates may come later.
      return;
    }
    fillings.set(filling.element, filling);
    view.watch(filling.element);
    await fillOnce(slot); // The address may have changed in between.
  };
  const fillQuietly = (slot: HTMLElement) => {
    fillOnce(slot).catch(() => {}); // The page goes on with what it shows.
  };
  const fillAll = () =>
    document.querySelectorAll<HTMLElement>(`[${SLOT}]`).forEach((slot) => fillQuietly(slot));

  const onClick = quietly(({ target, type, button }: MouseEvent) => {
    if (!(target instanceof Element) || (type === "auxclick" && button !== MIDDLE_BUTTON)) return;
    const element = target.closest(`[${ACTION}]`);
    const filling = element ? fillings.get(element) : undefined;
    if (!filling?.decision || clicked.has(filling)) return;
    clicked.add(filling);
    report(filling.element); // What is clicked is seen.
    nextmove.reward({ event_type: "click", decision: filling.decision });
  });

  quietly(enforceHidden)();
  document.addEventListener("DOMContentLoaded", fillAll);
  // Capturing: before the page's own listeners leave the page or end the event.
  document.addEventListener("click", onClick, true);
  document.addEventListener("auxclick", onClick, true);
  const stops = [
    followElements(ACTION, (candidate) => {
      const slot = candidate.closest<HTMLElement>(`[${SLOT}]`);
      if (slot) fillQuietly(slot);
    }),
    nextmove.on("page", fillAll),
    view.stop,
    () => {
      document.removeEventListener("DOMContentLoaded", fillAll);
      document.removeEventListener("click", onClick, true);
      document.removeEventListener("auxclick", onClick, true);
    },
  ];
  return () => stops.forEach((stop) => stop());
}
