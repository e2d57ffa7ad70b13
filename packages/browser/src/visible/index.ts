/**
 * When an element is really seen, for those who report it themselves.
 *
 * @module
 * @example
 * whenVisible(banner, () => decision.shown());
 */
export { whenVisible } from "./when-visible.ts";
