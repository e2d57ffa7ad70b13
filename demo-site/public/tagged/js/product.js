// @ts-check
import { addToBasket } from "../../js/shop/basket.js";
import { productOf, productsBeside } from "../../js/shop/catalogue.js";
import { PRODUCTS } from "../../js/shop/products.js";
import { find, html, render } from "../../js/view/html.js";
import { notify } from "../../js/view/notice.js";
import { badge, facts, picture, price } from "../../js/view/product.js";
import { fillBeside, startPage } from "./frame.js";
import { basketChanged, productViewed } from "./tagging.js";

/** @typedef {import("../../js/shop/products.js").Product} Product */

const BESIDE = 4;

/** @param {Product} product */
const view = (product) =>
  html`<p class="crumbs"><a href="/tagged/">Larkmoor</a> / ${product.name}</p>
    <article class="product">
      <div class="product-picture">${picture(product)}${badge(product)}</div>
      <div class="product-facts">
        <h1>${product.name}</h1>
        <p class="product-price">${price(product)}<small>tax included</small></p>
        <p>${product.text}</p>
        <p><button class="button big" id="buy-one">Add to basket</button></p>
        ${facts(product)}
      </div>
    </article>`;

/** @param {Product} product */
function buy(product) {
  addToBasket(product.id, 1);
  basketChanged("add_to_cart", product, 1);
  notify(
    html`<span>${product.name} is in your basket.</span><a href="/tagged/basket">View basket</a>`,
  );
}

const product = productOf(new URLSearchParams(location.search).get("id"));
startPage();
if (product === undefined) {
  render(find("#product"), html`<h1>We do not have that one</h1>`);
  fillBeside([], PRODUCTS.slice(0, BESIDE));
} else {
  document.title = `${product.name}: Larkmoor, tagged`;
  render(find("#product"), view(product));
  fillBeside([product], productsBeside(product, BESIDE));
  productViewed(product);
  find("#buy-one").addEventListener("click", () => buy(product));
}
