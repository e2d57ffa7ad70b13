// @ts-check
import { find } from "../view/html.js";

/**
 * Brings a panel that is opened into view: on a phone it stands at the end of the page, and what
 * opens is below the screen. Not where it was open from the start.
 * @param {HTMLDetailsElement} panel
 */
export const scrollToOpened = (panel) =>
  find("summary", panel).addEventListener("click", () => {
    // The click opens it only after this.
    requestAnimationFrame(() => {
      const isPartOfPage = getComputedStyle(panel).position === "static";
      if (panel.open && isPartOfPage) panel.scrollIntoView();
    });
  });
