/**
 * Slots without JavaScript: the page holds the candidates, Nextmove shows the best one.
 *
 * @module
 * @example
 * // <div data-nextmove-slot data-nextmove-case="shop">
 * //   <a data-nextmove-action="free_shipping" href="/shipping">…</a>
 * //   <a data-nextmove-action="gift_wrap" href="/gifts" hidden>…</a>
 * // </div>
 * attachSlots(nextmove);
 */
export { attachSlots } from "./attach.ts";
