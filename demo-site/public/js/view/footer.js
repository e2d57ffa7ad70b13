// @ts-check
import { CATEGORIES } from "../shop/catalogue.js";
import { find, html, render } from "./html.js";

/** @param {{ onPrivacy: () => void }} wiring */
export function renderFooter({ onPrivacy }) {
  const footer = find("#footer");
  render(
    footer,
    html`<div class="footer-columns">
        <div class="footer-about">
          <a class="logo" href="/"
            ><img src="/pictures/mark.svg" alt="" width="34" height="34" />Larkmoor</a
          >
          <p>Things for a calm home, made by people we know and meant to be kept.</p>
        </div>
        <div>
          <h2>Shop</h2>
          <ul>
            ${CATEGORIES.map(
              ({ id, name }) => html`<li><a href="/category?c=${id}">${name}</a></li>`,
            )}
          </ul>
        </div>
        <div>
          <h2>Service</h2>
          <ul>
            <li><a href="/service#delivery">Delivery</a></li>
            <li><a href="/service#returns">Returns</a></li>
            <li><a href="/service#gift-wrap">Gift wrap</a></li>
            <li><a href="/service#circle">Larkmoor Circle</a></li>
          </ul>
        </div>
        <div>
          <h2>Privacy</h2>
          <ul>
            <li><a href="/service#privacy">What we remember</a></li>
            <li><button class="link" id="privacy-choices">Privacy choices</button></li>
          </ul>
        </div>
      </div>
      <p class="footer-note">
        Larkmoor is a demonstration shop: the offers are decided by Nextmove, nothing is sold and no
        payment is taken. The same shop <a href="/spa/">as a single page, with React</a>, and
        <a href="/tagged/">tagged for Google Analytics</a>.
      </p>`,
  );
  find("#privacy-choices", footer).addEventListener("click", onPrivacy);
}
