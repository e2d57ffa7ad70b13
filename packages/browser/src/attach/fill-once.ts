import { pageOf } from "../visitor/pages/page-of.ts";
import { isComplete } from "./is-complete.ts";

/**
 * Fills each place once for each page view, however often it is called: one after the other when
 * the address changes meanwhile. `fill` says whether there was something to fill it with; if not, it
 * may come later.
 */
export function fillOnce(
  fill: (place: HTMLElement) => Promise<boolean>,
  /** Where this changes, the place is filled anew. */
  subjectOf: (place: HTMLElement) => string = () => "",
): (place: HTMLElement) => void {
  /** What places were filled for: a page that comes back from the cache has its own. */
  const filledFor = new WeakMap<Element, { readonly address: string; readonly subject: string }>();
  const busy = new WeakSet<Element>();

  const run = async (place: HTMLElement): Promise<void> => {
    const [address, subject] = [location.href, subjectOf(place)];
    const last = filledFor.get(place);
    const isFilled = last && pageOf(last.address) === pageOf(address) && last.subject === subject;
    if (isFilled || busy.has(place) || !isComplete(place)) return;
    busy.add(place);
    filledFor.set(place, { address, subject });
    const hasFilled = await fill(place).finally(() => busy.delete(place));
    if (hasFilled) await run(place); // The address may have changed in between.
    else filledFor.delete(place);
  };
  return (place) => {
    run(place).catch(() => {}); // The page goes on with what it shows.
  };
}
