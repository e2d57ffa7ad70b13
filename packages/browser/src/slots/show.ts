import type { Candidate } from "./candidates.ts";

/**
 * `hidden` alone loses against any `display` in the shop's styles. A style sheet made by a script
 * needs no permission of the page's content security policy.
 */
const HIDES = "[data-nextmove-action][hidden]{display:none!important}";

/** Makes `hidden` count for all candidates of the page. */
export function enforceHidden(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(HIDES);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Shows one candidate in the place of all. */
export function show(candidates: readonly Candidate[], chosen: Candidate): void {
  for (const { element } of candidates) {
    if (element !== chosen.element) element.hidden = true;
  }
  chosen.element.hidden = false;
}
