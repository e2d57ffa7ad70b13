// @ts-check
import { productViewed, putIntoBasket } from "../decisions/events.js";
import { fillRecommended } from "../decisions/recommended.js";
import { addedToBasket } from "../decisions/rewards.js";
import { addToBasket, QUANTITY_LIMIT } from "../shop/basket.js";
import { collectionOf, productOf, productsBeside } from "../shop/catalogue.js";
import { PRODUCTS } from "../shop/products.js";
import { FREE_DELIVERY_FROM_CENTS, pointsFor } from "../shop/totals.js";
import { find, findAs, html, render } from "../view/html.js";
import { notify } from "../view/notice.js";
import { startPage } from "../view/page.js";
import { badge, facts, picture, price, productGrid } from "../view/product.js";

/** @typedef {import("../shop/products.js").Product} Product */

const BESIDE = 4;

/** @param {Product} product */
const view = (product) => {
  const category = collectionOf(product.category);
  return html`<p class="crumbs">
      <a href="/">Larkmoor</a> / <a href="/category?c=${category?.id}">${category?.name}</a>
    </p>
    <article class="product">
      <div class="product-picture">${picture(product)}${badge(product)}</div>
      <div class="product-facts">
        <h1>${product.name}</h1>
        <p class="product-price">${price(product)}<small>tax included</small></p>
        <p>${product.text}</p>
        <form id="buy">
          <label>
            <span class="unseen">Quantity</span>
            <input
              name="quantity"
              type="number"
              min="1"
              max="${QUANTITY_LIMIT}"
              value="1"
              required
            />
          </label>
          <button class="button big">Add to basket</button>
        </form>
        <ul class="ticks">
          <li>In stock, with you in two to three days</li>
          <li>
            ${product.price >= FREE_DELIVERY_FROM_CENTS ? "Delivered free" : "Delivered free from €60"}
          </li>
          <li>Earns ${pointsFor(product.price)} Circle points</li>
        </ul>
        ${facts(product)}
      </div>
    </article>`;
};

/** @param {Product} product @param {HTMLFormElement} form */
function wireBuying(product, form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const quantity = Number(new FormData(form).get("quantity"));
    addToBasket(product.id, quantity);
    putIntoBasket(product, quantity);
    addedToBasket();
    notify(html`<span>${product.name} is in your basket.</span><a href="/basket">View basket</a>`);
  });
}

const product = productOf(new URLSearchParams(location.search).get("id"));
startPage(product && { shelf: product.category, viewed: product.category });
if (product === undefined) {
  render(find("#product"), html`<h1>We do not have that one</h1>`);
  render(find("#beside-title"), html`Perhaps one of these`);
  render(find("#beside"), productGrid(PRODUCTS.slice(0, BESIDE)));
} else {
  document.title = `${product.name}: Larkmoor`;
  render(find("#product"), view(product));
  productViewed(product);
  void fillRecommended(find("#beside"), [product], productsBeside(product, BESIDE));
  wireBuying(product, findAs(HTMLFormElement, "#buy"));
}
