// @ts-check
import { fillIncentive, forgetOffer } from "../decisions/incentive.js";
import { basket, emptyBasket } from "../shop/basket.js";
import { euros } from "../shop/money.js";
import { keepOrder, newOrderId } from "../shop/order.js";
import { totalsOf } from "../shop/totals.js";
import { find, findAs, html, render } from "../view/html.js";
import { startPage } from "../view/page.js";
import { picture } from "../view/product.js";
import { summaryRows } from "../view/summary.js";

const bought = basket();
const { lines, giftWrap } = bought;

/** @param {import("../shop/totals.js").IncentiveId | "undecided"} incentive */
const summary = (incentive) =>
  html`<h2>Your order</h2>
    <ul class="summary-lines">
      ${lines.map(
        ({ product, quantity }) =>
          html`<li>
            ${picture(product)}
            <span>${product.name}<small>${quantity} × ${euros(product.price)}</small></span>
            <b>${euros(product.price * quantity)}</b>
          </li>`,
      )}
    </ul>
    ${summaryRows(totalsOf(lines, incentive === "undecided" ? "no_incentive" : incentive), incentive)}
    ${giftWrap && html`<p class="hint">Wrapped as a gift.</p>`}`;

/** @param {string} name @param {import("../decisions/incentive.js").Offer} offer */
function placeOrder(name, offer) {
  keepOrder({ id: newOrderId(), name, basket: bought, ...offer, reported: false });
  emptyBasket();
  forgetOffer();
  location.assign("/thanks");
}

async function start() {
  render(find("#summary"), summary("undecided"));
  const { goods } = totalsOf(lines, "no_incentive");
  const offer = await fillIncentive(find("#incentive"), goods);
  render(find("#summary"), summary(offer.incentive));
  const form = findAs(HTMLFormElement, "#order-form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    placeOrder(findAs(HTMLInputElement, "[name=name]", form).value, offer);
  });
  const button = find("#place-order");
  button.textContent = `Place the order, ${euros(totalsOf(lines, offer.incentive).total)}`;
  button.removeAttribute("disabled");
}

if (lines.length === 0) location.replace("/basket");
else {
  startPage();
  void start();
}
