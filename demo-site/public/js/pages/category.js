// @ts-check
import { CATEGORIES, collectionOf, ORDERS, productsIn } from "../shop/catalogue.js";
import { find, findAs, html, render } from "../view/html.js";
import { startPage } from "../view/page.js";
import { productGrid } from "../view/product.js";

const asked = new URLSearchParams(location.search).get("c");
const collection = collectionOf(asked ?? "all");

/** @param {import("../shop/catalogue.js").Collection} shelf */
function showShelf(shelf) {
  const products = productsIn(shelf);
  document.title = `${shelf.name}: Larkmoor`;
  find("#name").textContent = shelf.name;
  find("#text").textContent = `${shelf.text} ${products.length} things.`;
  const order = findAs(HTMLSelectElement, "#order");
  render(
    order,
    html`${Object.entries(ORDERS).map(([id, { name }]) => html`<option value="${id}">${name}</option>`)}`,
  );
  const show = () => {
    const compare = ORDERS[order.value]?.compare;
    render(find("#products"), productGrid(products.toSorted(compare)));
  };
  order.addEventListener("change", show);
  show();
}

function showMissing() {
  find("#name").textContent = "This shelf is empty";
  find(".sort").hidden = true;
  render(
    find("#products"),
    html`<p>We could not find it. <a href="/category?c=all">See everything we sell</a></p>`,
  );
}

const isCategory = CATEGORIES.some(({ id }) => id === collection?.id);
startPage({
  shelf: collection?.id ?? "",
  ...(isCategory && collection && { viewed: collection.id }),
});
if (collection === undefined) showMissing();
else showShelf(collection);
