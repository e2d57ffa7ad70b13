// @ts-check
import { basketViewed } from "../decisions/events.js";
import { fillRecommended } from "../decisions/recommended.js";
import {
  basket,
  QUANTITY_LIMIT,
  setGiftWrap,
  setQuantity,
  onBasketChange,
} from "../shop/basket.js";
import { productsBut } from "../shop/catalogue.js";
import { euros } from "../shop/money.js";
import { FREE_DELIVERY_FROM_CENTS, totalsOf } from "../shop/totals.js";
import { find, html, render } from "../view/html.js";
import { startPage } from "../view/page.js";
import { picture } from "../view/product.js";
import { summaryRows } from "../view/summary.js";

const QUANTITIES = Array.from({ length: QUANTITY_LIMIT }, (_, index) => index + 1);

/** @param {import("../shop/basket.js").Line} line */
const row = ({ product, quantity }) =>
  html`<li class="line">
    <a href="/product?id=${product.id}" tabindex="-1" aria-hidden="true">${picture(product)}</a>
    <div>
      <a class="line-name" href="/product?id=${product.id}">${product.name}</a>
      <small>${product.material}</small>
    </div>
    <select data-quantity="${product.id}" aria-label="Quantity of ${product.name}">
      ${QUANTITIES.map((n) => html`<option ${n === quantity ? html`selected` : ""}>${n}</option>`)}
    </select>
    <b class="line-price">${euros(product.price * quantity)}</b>
    <button class="link" data-remove="${product.id}" aria-label="Remove ${product.name}">
      Remove
    </button>
  </li>`;

/** @param {import("../shop/basket.js").Basket} basket */
const full = ({ lines, giftWrap }) => {
  const totals = totalsOf(lines, "no_incentive");
  const missing = FREE_DELIVERY_FROM_CENTS - totals.goods;
  return html`<div class="checkout">
    <div>
      <ul class="lines">
        ${lines.map(row)}
      </ul>
      <label class="choice"
        ><input type="checkbox" id="gift-wrap" ${giftWrap && html`checked`} /><span
          ><b>Wrap it as a gift</b>Recycled paper, cotton ribbon, free of charge</span
        ></label
      >
    </div>
    <aside class="summary" aria-label="Summary">
      <h2>Summary</h2>
      ${summaryRows(totals)}
      <p class="hint">
        ${missing > 0 ? `${euros(missing)} more and delivery is free.` : "Your delivery is free."}
      </p>
      <a class="button big" href="/checkout">Go to checkout</a>
    </aside>
  </div>`;
};

const empty = html`<div class="empty">
  <img src="/pictures/pebble-bowl.svg" alt="" width="220" height="220" />
  <p>Nothing in it yet.</p>
  <a class="button" href="/category?c=all">Look around</a>
</div>`;

/** @param {HTMLElement} slot */
function show(slot) {
  const current = basket();
  render(slot, current.lines.length === 0 ? empty : full(current));
}

/** @param {string} id @param {number} quantity */
function change(id, quantity) {
  setQuantity(id, quantity);
  viewed();
}

/** @param {HTMLElement} slot */
function wire(slot) {
  slot.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement && target.dataset["quantity"] !== undefined)
      change(target.dataset["quantity"], Number(target.value));
    if (target instanceof HTMLInputElement && target.id === "gift-wrap")
      setGiftWrap(target.checked);
  });
  slot.addEventListener("click", ({ target }) => {
    if (target instanceof HTMLElement && target.dataset["remove"] !== undefined)
      change(target.dataset["remove"], 0);
  });
}

function viewed() {
  const { lines } = basket();
  basketViewed(lines, totalsOf(lines, "no_incentive").goods);
}

startPage();
const slot = find("#basket");
show(slot);
wire(slot);
viewed();
onBasketChange(() => show(slot));
const products = basket().lines.map(({ product }) => product);
if (products.length === 0) find("#beside-title").textContent = "Perhaps one of these";
void fillRecommended(find("#beside"), products, productsBut(products));
