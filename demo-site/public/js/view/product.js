// @ts-check
import { euros } from "../shop/money.js";
import { html } from "./html.js";

/** @typedef {import("../shop/products.js").Product} Product */

/** @param {Product} product */
export const price = ({ price, was }) =>
  was === undefined
    ? html`<span class="price">${euros(price)}</span>`
    : html`<span class="price reduced">${euros(price)}</span>
        <s class="was"><span class="unseen">before </span>${euros(was)}</s>`;

/** @param {Product} product */
export function badge({ fresh, was, price }) {
  if (was !== undefined)
    return html`<span class="badge sale">−${Math.round((1 - price / was) * 100)} %</span>`;
  return fresh ? html`<span class="badge">New</span>` : html``;
}

/** @param {Product} product */
export const picture = ({ id, category }) =>
  html`<span class="picture ${category}"
    ><img src="/pictures/${id}.svg" alt="" width="400" height="400" loading="lazy"
  /></span>`;

/** What a product's own page says beside the text. @param {Product} product */
export const facts = ({ material, size }) =>
  html`<dl>
    <dt>Material</dt>
    <dd>${material}</dd>
    <dt>Size</dt>
    <dd>${size}</dd>
    <dt>Returns</dt>
    <dd>60 days, used or not</dd>
  </dl>`;

/** What is on every card. @param {Product} product */
export const cardFace = (product) =>
  html`${picture(product)} ${badge(product)}
    <span class="card-name">${product.name}</span>
    <span class="card-material">${product.material}</span>
    <span class="card-price">${price(product)}</span>`;

/** @param {Product} product @param {string} [reason] why it is shown to this visitor */
const card = (product, reason) =>
  html`<li data-product="${product.id}">
    <a class="card" href="/product?id=${product.id}">
      ${cardFace(product)} ${reason && html`<span class="card-reason">${reason}</span>`}
    </a>
  </li>`;

/** @param {readonly Product[]} products @param {ReadonlyMap<string, string>} [reasons] by product */
export const productGrid = (products, reasons) =>
  html`<ul class="grid">
    ${products.map((product) => card(product, reasons?.get(product.id)))}
  </ul>`;
