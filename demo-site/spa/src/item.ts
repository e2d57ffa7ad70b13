import type { Item } from "nextmove";
import type { Line } from "../../public/js/shop/basket.js";
import type { Product } from "../../public/js/shop/products.js";

export const CURRENCY = "EUR";

/** A product in the words of Google Analytics 4, which are the SDK's. */
export const itemOf = ({ id, name, category, price }: Product, quantity = 1): Item => ({
  item_id: id,
  item_name: name,
  item_category: category,
  price: price / 100,
  quantity,
});

export const itemsOf = (lines: readonly Line[]): Item[] =>
  lines.map(({ product, quantity }) => itemOf(product, quantity));
