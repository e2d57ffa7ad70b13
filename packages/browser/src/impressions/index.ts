/**
 * Products that were on the screen, by their `data-nextmove-product`.
 *
 * @module
 * @example
 * // <li data-nextmove-product="sku-1">…</li>
 * attachImpressions(nextmove);
 */
export { attachImpressions } from "./attach.ts";
