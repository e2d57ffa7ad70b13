// @ts-check
import { fillBanner } from "../decisions/banner.js";
import { CATEGORIES, collectionOf, productsIn } from "../shop/catalogue.js";
import { find, html, render } from "../view/html.js";
import { startPage } from "../view/page.js";
import { picture, productGrid } from "../view/product.js";

const SHOWN = 4;

/** @param {import("../shop/catalogue.js").Collection} category */
const shelf = (category) => {
  const products = productsIn(category);
  const [first] = products;
  return html`<li>
    <a href="/category?c=${category.id}">
      ${first && picture(first)}<b>${category.name}</b><span>${products.length} things</span>
    </a>
  </li>`;
};

/** @param {string} id */
const firstOf = (id) => {
  const collection = collectionOf(id);
  return productGrid(collection === undefined ? [] : productsIn(collection).slice(0, SHOWN));
};

startPage();
void fillBanner(find("#banner"));
render(find("#shelves"), html`${CATEGORIES.map(shelf)}`);
render(find("#fresh"), firstOf("new"));
render(find("#reduced"), firstOf("sale"));
