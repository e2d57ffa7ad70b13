// @ts-check
import { basket, emptyBasket, onBasketChange, setQuantity } from "../../js/shop/basket.js";
import { productsBut } from "../../js/shop/catalogue.js";
import { euros } from "../../js/shop/money.js";
import { newOrderId } from "../../js/shop/order.js";
import { totalsOf } from "../../js/shop/totals.js";
import { find, html, render } from "../../js/view/html.js";
import { picture } from "../../js/view/product.js";
import { summaryRows } from "../../js/view/summary.js";
import { fillBeside, startPage } from "./frame.js";
import { basketChanged, basketViewed, ordered } from "./tagging.js";

/** @typedef {import("../../js/shop/basket.js").Line} Line */

const BESIDE = 4;

/** @param {Line} line */
const row = ({ product, quantity }) =>
  html`<li class="line">
    <a href="/tagged/product?id=${product.id}" tabindex="-1" aria-hidden="true"
      >${picture(product)}</a
    >
    <div>
      <a class="line-name" href="/tagged/product?id=${product.id}">${product.name}</a>
      <small>${product.material}</small>
    </div>
    <span>${quantity} ×</span>
    <b class="line-price">${euros(product.price * quantity)}</b>
    <button class="link" data-remove="${product.id}" aria-label="Remove ${product.name}">
      Remove
    </button>
  </li>`;

/** @param {readonly Line[]} lines */
const full = (lines) =>
  html`<div class="checkout">
    <ul class="lines">
      ${lines.map(row)}
    </ul>
    <aside class="summary" aria-label="Summary">
      <h2>Summary</h2>
      ${summaryRows(totalsOf(lines, "no_incentive"))}
      <button class="button big" id="order">Order now</button>
    </aside>
  </div>`;

const empty = html`<div class="empty">
  <img src="/pictures/pebble-bowl.svg" alt="" width="220" height="220" />
  <p>Nothing in it yet.</p>
  <a class="button" href="/tagged/">Look around</a>
</div>`;

/** @param {string} id */
const thanks = (id) =>
  html`<div class="thanks">
    <h1>Thank you</h1>
    <p>
      Your order ${id} would be on its way, if this were not a demonstration. The tags have said
      “purchase”; with your consent, the campaign that you saw has its reward.
    </p>
    <p><a class="button" href="/tagged/">Back to the shop</a></p>
  </div>`;

/** @param {HTMLElement} slot */
function order(slot) {
  const { lines } = basket();
  const id = newOrderId();
  ordered(id, lines, totalsOf(lines, "no_incentive").goods / 100);
  emptyBasket();
  find("#title").remove();
  render(slot, thanks(id));
}

/** @param {string} id */
function remove(id) {
  const line = basket().lines.find(({ product }) => product.id === id);
  if (line === undefined) return;
  setQuantity(id, 0);
  basketChanged("remove_from_cart", line.product, line.quantity);
}

/** @param {HTMLElement} slot */
function show(slot) {
  const { lines } = basket();
  render(slot, lines.length === 0 ? empty : full(lines));
}

/** @param {HTMLElement} slot */
function wire(slot) {
  slot.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    if (target.dataset["remove"] !== undefined) remove(target.dataset["remove"]);
    if (target.id === "order") order(slot);
  });
}

startPage();
const slot = find("#basket");
const { lines } = basket();
onBasketChange(() => show(slot));
show(slot);
wire(slot);
const products = lines.map(({ product }) => product);
fillBeside(products, productsBut(products).slice(0, BESIDE));
if (lines.length > 0) basketViewed(lines, totalsOf(lines, "no_incentive").goods / 100);
