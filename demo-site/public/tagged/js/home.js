// @ts-check
import { collectionOf, productsIn } from "../../js/shop/catalogue.js";
import { find, render } from "../../js/view/html.js";
import { productGrid, startPage } from "./frame.js";
import { listViewed } from "./tagging.js";

const SHOWN = 4;

startPage();
for (const id of ["new", "sale"]) {
  const collection = collectionOf(id);
  const products = collection === undefined ? [] : productsIn(collection).slice(0, SHOWN);
  render(find(`#${id}-products`), productGrid(products));
  listViewed(id, products);
}
