// @ts-check
import { purchased } from "../decisions/rewards.js";
import { lastOrder } from "../shop/order.js";
import { PRODUCTS } from "../shop/products.js";
import { pointsFor, totalsOf } from "../shop/totals.js";
import { find, html, render } from "../view/html.js";
import { startPage } from "../view/page.js";
import { productGrid } from "../view/product.js";
import { summaryRows } from "../view/summary.js";

const SHOWN = 4;

/** @param {import("../shop/order.js").Order} order */
const receipt = ({ id, name, basket, incentive }) => {
  const totals = totalsOf(basket.lines, incentive);
  return html`<div class="thanks">
    <p class="eyebrow">Order ${id}</p>
    <h1>Thank you, ${name.split(" ")[0]}</h1>
    <p>
      We would start packing now${basket.giftWrap && " and wrapping"}, if this were not a
      demonstration. The parcel would reach you in two to three days.
    </p>
    <div class="summary">
      <h2>Your order</h2>
      <ul class="receipt">
        ${basket.lines.map(({ product, quantity }) => html`<li>${quantity} × ${product.name}</li>`)}
        ${incentive === "free_gift" && html`<li>1 × Beeswax tea light, our gift</li>`}
      </ul>
      ${summaryRows(totals, incentive)}
      <p class="hint">You earned ${pointsFor(totals.goods - totals.discount)} Circle points.</p>
    </div>
    <p><a class="button" href="/">Back to the shop</a></p>
  </div>`;
};

startPage();
const order = lastOrder();
if (order === undefined) {
  render(
    find("#thanks"),
    html`<h1>No order yet</h1>
      <p><a href="/">Back to the shop</a></p>`,
  );
} else {
  render(find("#thanks"), receipt(order));
  purchased(order);
}
const bought = new Set(order?.basket.lines.map(({ product }) => product.id));
const others = PRODUCTS.filter(({ id }) => !bought.has(id)).slice(0, SHOWN);
render(find("#beside"), productGrid(others));
