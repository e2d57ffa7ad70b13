/**
 * Tracks what a shop already pushes to its dataLayer for Google Analytics.
 *
 * @module
 * @example
 * const stop = attachDataLayer(nextmove);
 */
export { attachDataLayer, type DataLayerOptions } from "./attach.ts";
