// @ts-check
import { basket, countOf, onBasketChange } from "../shop/basket.js";
import { find, html } from "./html.js";

/** @param {string} href */
export const basketLink = (href) =>
  html`<a class="basket-link" href="${href}"
    ><svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3.5 9.5h17l-1.8 10.5H5.3z" />
      <path d="M8 9.5l3-6M16 9.5l-3-6" /></svg
    ><span>Basket</span><b class="basket-count" hidden></b
  ></a>`;

/** @param {Element} header */
function showCount(header) {
  const count = countOf(basket().lines);
  find(".basket-link", header).setAttribute("aria-label", `Basket, ${count} items`);
  const badge = find(".basket-count", header);
  badge.textContent = String(count);
  badge.hidden = count === 0;
}

/** Has the link of a header say how much is in the basket, now and later. @param {Element} header */
export function followBasket(header) {
  showCount(header);
  onBasketChange(() => showCount(header));
}
