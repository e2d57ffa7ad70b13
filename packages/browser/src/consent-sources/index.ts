/**
 * The consent of the page's own dialogue for Nextmove: Google Consent Mode, TCF, Global Privacy
 * Control.
 *
 * @module
 * @example
 * const nextmove = createNextmove({ key, endpoint, case: "shop" });
 * attachConsent(nextmove, { region: "DE" });
 */
export { attachConsent, type ConsentOptions } from "./attach.ts";
