// @ts-check
import { PRODUCTS } from "./products.js";
import { lasting } from "./storage.js";

/**
 * @typedef {{ product: import("./products.js").Product, quantity: number }} Line
 * @typedef {{ lines: Line[], giftWrap: boolean }} Basket
 */

export const QUANTITY_LIMIT = 20;
const KEY = "basket";
const CHANGED = "larkmoor:basket";

/**
 * Reads what an older page, or anybody, left in the storage: what makes no sense is dropped.
 * @param {unknown} stored @returns {Basket}
 */
export function basketFrom(stored) {
  /** @type {Record<string, unknown>} */
  const { lines, giftWrap } = Object(stored);
  return {
    lines: Array.isArray(lines) ? lines.flatMap(lineFrom) : [],
    giftWrap: giftWrap === true,
  };
}

/** @param {unknown} stored @returns {Line[]} */
function lineFrom(stored) {
  /** @type {Record<string, unknown>} */
  const { id, quantity } = Object(stored);
  const product = PRODUCTS.find((candidate) => candidate.id === id);
  const pieces = Math.min(Math.trunc(Number(quantity)), QUANTITY_LIMIT);
  return product !== undefined && pieces > 0 ? [{ product, quantity: pieces }] : [];
}

export const basket = () => basketFrom(lasting.read(KEY));

/** The basket as it is stored. @param {Basket} basket */
export const plainBasket = ({ lines, giftWrap }) => ({
  lines: lines.map(({ product, quantity }) => ({ id: product.id, quantity })),
  giftWrap,
});

/** @param {unknown} plain */
function keep(plain) {
  lasting.write(KEY, plain);
  document.dispatchEvent(new Event(CHANGED));
}

/** @param {string} id @param {number} quantity 0 takes the product out */
export function setQuantity(id, quantity) {
  const { lines, giftWrap } = plainBasket(basket());
  const changed = { id, quantity };
  const next = lines.some((line) => line.id === id)
    ? lines.map((line) => (line.id === id ? changed : line))
    : [...lines, changed];
  keep({ lines: next.filter((line) => line.quantity > 0), giftWrap });
}

/** @param {string} id @param {number} quantity */
export function addToBasket(id, quantity) {
  const line = basket().lines.find(({ product }) => product.id === id);
  setQuantity(id, (line?.quantity ?? 0) + quantity);
}

/** @param {boolean} giftWrap */
export const setGiftWrap = (giftWrap) => keep({ ...plainBasket(basket()), giftWrap });

export const emptyBasket = () => keep(undefined);

/** @param {readonly Line[]} lines */
export const countOf = (lines) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** Also called for changes made in another tab. @param {() => void} listener */
export function onBasketChange(listener) {
  document.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
}
