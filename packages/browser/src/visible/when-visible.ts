import { watchVisible } from "../attach/watch-visible.ts";

/**
 * Calls `seen` once, as soon as half of the element is on the screen, or it fills half of the window,
 * as what is taller than two windows can only do; never in a tab in the background. Returns what
 * ends the waiting.
 */
export function whenVisible(element: Element, seen: () => void): () => void {
  const { watch, stop } = watchVisible(0, () => {
    stop();
    queueMicrotask(seen); // Its errors are the page's own, and are reported as such.
  });
  watch(element);
  return stop;
}
