/**
 * The debug overlay: what the SDK knows and does, in a corner of the page.
 *
 * @module
 * @example
 * const { showOverlay } = await import("nextmove/overlay");
 * showOverlay(nextmove);
 */
export { type OverlayOptions, showOverlay } from "./show.ts";
