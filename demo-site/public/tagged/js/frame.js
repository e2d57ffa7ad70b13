// @ts-check
import { basketLink, followBasket } from "../../js/view/basket-link.js";
import { find, html, render } from "../../js/view/html.js";
import { cardFace } from "../../js/view/product.js";
import { askConsent, startConsent } from "./consent.js";
import { startPanel } from "./panel.js";

/** @typedef {import("../../js/shop/products.js").Product} Product */

function renderHeader() {
  const header = find("#header");
  render(
    header,
    html`<p class="announcement">Free delivery from €60 <i>·</i> 60 days to change your mind</p>
      <div class="tagged-masthead">
        <a class="logo" href="/tagged/"
          ><img src="/pictures/mark.svg" alt="" width="38" height="38" />Larkmoor</a
        >
        ${basketLink("/tagged/basket")}
      </div>`,
  );
  followBasket(header);
}

function renderFooter() {
  const footer = find("#footer");
  render(
    footer,
    html`<div class="footer-columns">
        <div class="footer-about">
          <a class="logo" href="/tagged/"
            ><img src="/pictures/mark.svg" alt="" width="34" height="34" />Larkmoor</a
          >
          <p>
            This form of the shop was tagged for Google Analytics 4 long before. Nextmove came with
            one script tag, and reads what the tags say.
          </p>
        </div>
        <div>
          <h2>The same shop</h2>
          <ul>
            <li><a href="/">With page loads</a></li>
            <li><a href="/spa/">As a single page, with React</a></li>
          </ul>
        </div>
        <div>
          <h2>Privacy</h2>
          <ul>
            <li><button class="link" id="privacy-choices">Cookies</button></li>
          </ul>
        </div>
      </div>
      <p class="footer-note">
        Larkmoor is a demonstration shop: nothing is sold, and nobody but Nextmove is called.
      </p>`,
  );
  find("#privacy-choices", footer).addEventListener("click", askConsent);
}

/** @param {Product} product */
const card = (product) =>
  html`<li data-nextmove-product="${product.id}">
    <a class="card" href="/tagged/product?id=${product.id}"> ${cardFace(product)} </a>
  </li>`;

/** @param {readonly Product[]} products */
export const productGrid = (products) =>
  html`<ul class="grid">
    ${products.map(card)}
  </ul>`;

/**
 * Puts the shop's own choice beside a list's template, and says what the page is about.
 * @param {readonly Product[]} about @param {readonly Product[]} own
 */
export function fillBeside(about, own) {
  const list = find("#beside");
  list.insertAdjacentHTML("beforeend", html`${own.map(card)}`.text);
  list.dataset["nextmoveProducts"] = about.map(({ id }) => id).join(" ");
  // Last: with it the list is Nextmove's to fill.
  list.dataset["nextmoveRecommend"] = "";
  // One feed serves all forms of this shop, and its links lead to the first of them.
  list.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link) link.href = link.href.replace(/^.*\/product\?/, "/tagged/product?");
  });
}

/** What every page of this shop does. */
export function startPage() {
  renderHeader();
  startConsent();
  renderFooter();
  startPanel();
}
