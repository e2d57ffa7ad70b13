// @ts-check
import { productOf } from "./catalogue.js";
import { lasting } from "./storage.js";

/**
 * @typedef {{ product: import("./products.js").Product, quantity: number }} Line
 * @typedef {{ lines: Line[], giftWrap: boolean }} Basket
 */

export const QUANTITY_LIMIT = 20;
const KEY = "basket";
const CHANGED = "larkmoor:basket";

/** Reads what an older page, or anybody, left in the storage: what makes no sense is dropped. @param {unknown} stored @returns {Basket} */
export function basketFrom(stored) {
  const { lines, giftWrap } = /** @type {{ lines?: unknown, giftWrap?: unknown }} */ (stored ?? {});
  return {
    giftWrap: giftWrap === true,
    lines: (Array.isArray(lines) ? lines : []).flatMap((line) => {
      const product = productOf(line?.id);
      const quantity = Math.min(Math.trunc(Number(line?.quantity)), QUANTITY_LIMIT);
      return product !== undefined && quantity > 0 ? [{ product, quantity }] : [];
    }),
  };
}

export const basket = () => basketFrom(lasting.read(KEY));

/** @param {Basket} next */
function keep({ lines, giftWrap }) {
  const plain = lines.map(({ product, quantity }) => ({ id: product.id, quantity }));
  lasting.write(KEY, { lines: plain, giftWrap });
  document.dispatchEvent(new Event(CHANGED));
}

/** @param {string} id @param {number} quantity 0 takes the product out */
export function setQuantity(id, quantity) {
  const { lines, giftWrap } = basket();
  const plain = lines.map((line) => ({ id: line.product.id, quantity: line.quantity }));
  const known = plain.find((line) => line.id === id);
  if (known === undefined) plain.push({ id, quantity });
  else known.quantity = quantity;
  keep(basketFrom({ lines: plain, giftWrap }));
}

/** @param {string} id @param {number} quantity */
export function addToBasket(id, quantity) {
  const line = basket().lines.find(({ product }) => product.id === id);
  setQuantity(id, (line?.quantity ?? 0) + quantity);
}

/** @param {boolean} giftWrap */
export const setGiftWrap = (giftWrap) => keep({ ...basket(), giftWrap });

export const emptyBasket = () => keep({ lines: [], giftWrap: false });

/** @param {readonly Line[]} lines */
export const countOf = (lines) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** Also told of changes made in another tab. @param {() => void} listener */
export function onBasketChange(listener) {
  document.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
}
