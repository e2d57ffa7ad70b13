// @ts-check
import { fillIncentive, forgetOffer } from "../decisions/incentive.js";
import { basket, emptyBasket } from "../shop/basket.js";
import { euros } from "../shop/money.js";
import { keepOrder, newOrderId } from "../shop/order.js";
import { totalsOf } from "../shop/totals.js";
import { find, html, render } from "../view/html.js";
import { startPage } from "../view/page.js";
import { picture } from "../view/product-card.js";
import { summaryRows } from "../view/summary.js";

const { lines, giftWrap } = basket();

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

/** @param {FormData} form @param {import("../decisions/incentive.js").Offer} offer */
function placeOrder(form, { incentive, decided }) {
  keepOrder({
    id: newOrderId(),
    name: String(form.get("name")),
    lines: lines.map(({ product, quantity }) => ({ id: product.id, quantity })),
    incentive,
    incentiveDecided: decided,
    giftWrap,
    totals: totalsOf(lines, incentive),
    reported: false,
  });
  emptyBasket();
  forgetOffer();
  location.assign("/thanks.html");
}

async function start() {
  render(find("#summary"), summary("undecided"));
  const { goods } = totalsOf(lines, "no_incentive");
  const offer = await fillIncentive(find("#incentive"), goods);
  render(find("#summary"), summary(offer.incentive));
  const form = /** @type {HTMLFormElement} */ (find("#order-form"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    placeOrder(new FormData(form), offer);
  });
  find("#place-order").removeAttribute("disabled");
}

if (lines.length === 0) location.replace("/basket.html");
else {
  startPage();
  void start();
}
