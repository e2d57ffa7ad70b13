/**
 * Recommended products without JavaScript: the page holds a template, Nextmove fills it.
 *
 * @module
 * @example
 * // <ul data-nextmove-recommend data-nextmove-limit="4" data-nextmove-products="sku-1">
 * //   <template>
 * //     <li><a data-nextmove-field="link">
 * //       <img data-nextmove-field="image_link" alt="" /> <b data-nextmove-field="title"></b>
 * //       <span data-nextmove-field="price"></span> <small data-nextmove-field="reason"></small>
 * //     </a></li>
 * //   </template>
 * //   <li>What is shown when nothing is known</li>
 * // </ul>
 * attachRecommendations(nextmove);
 */
export { attachRecommendations } from "./attach.ts";
