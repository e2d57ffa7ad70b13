import { quietly } from "./quietly.ts";

/** Opens a link in a new tab, and is no `click`. */
const MIDDLE_BUTTON = 1;

/** Calls `clicked` with what is clicked on, even to open a new tab. Returns what stops it. */
export function followClicks(clicked: (target: Element) => void): () => void {
  const onClick = quietly(({ target, type, button }: MouseEvent) => {
    if (!(target instanceof Element) || (type === "auxclick" && button !== MIDDLE_BUTTON)) return;
    clicked(target);
  });
  // Capturing: before the page's own listeners leave the page or end the event.
  document.addEventListener("click", onClick, true);
  document.addEventListener("auxclick", onClick, true);
  return () => {
    document.removeEventListener("click", onClick, true);
    document.removeEventListener("auxclick", onClick, true);
  };
}
