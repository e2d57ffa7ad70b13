// @ts-check
import { searched } from "../decisions/events.js";
import { fillFound } from "../decisions/recommended.js";
import { CATEGORIES, productsBut } from "../shop/catalogue.js";
import { search } from "../shop/search.js";
import { find, html, render } from "../view/html.js";
import { startPage } from "../view/page.js";
import { productGrid } from "../view/product.js";

const query = (new URLSearchParams(location.search).get("q") ?? "").trim();
const results = search(query);

const isAsked = query !== "";
const nothing = html`<p>
    ${isAsked ? "Another word may find it, or look through these:" : "A word or two will do, or look through these:"}
  </p>
  <ul class="chips">
    ${CATEGORIES.map(({ id, name }) => html`<li><a href="/category?c=${id}">${name}</a></li>`)}
  </ul>
  ${
    isAsked &&
    html`<section>
      <h2>Perhaps one of these</h2>
      <div id="near" class="recommended" aria-busy="true"></div>
    </section>`
  }`;

startPage({ query });
if (isAsked) searched(query);
const things = results.length === 1 ? "One thing" : `${results.length} things`;
const found = results.length === 0 ? `Nothing found for “${query}”` : `${things} for “${query}”`;
find("#title").textContent = isAsked ? found : "What are you looking for?";
render(find("#results"), results.length === 0 ? nothing : productGrid(results));
if (isAsked && results.length === 0) void fillFound(find("#near"), query, productsBut([]));
