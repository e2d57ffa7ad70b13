// @ts-check
import { PRODUCTS } from "./products.js";

/** @typedef {import("./products.js").Product} Product */

/**
 * @typedef {object} Collection a shelf of the shop: a category, or a selection across them
 * @property {string} id
 * @property {string} name
 * @property {string} text
 * @property {(product: Product) => boolean} holds
 */

const GIFT_CENTS = 3500;

/** @type {(id: import("./products.js").CategoryId, name: string, text: string) => Collection} */
const category = (id, name, text) => ({ id, name, text, holds: (p) => p.category === id });

export const CATEGORIES = [
  category("table", "Table", "Clay, porcelain and glass for everyday meals and the long ones."),
  category("kitchen", "Kitchen", "Tools that get better the more you cook with them."),
  category("light", "Light", "Lamps and flames for the hours after sunset."),
  category("textiles", "Textiles", "Wool, linen and cotton, woven to be used."),
  category("green", "Green", "For window sills, gardens and everything that grows."),
];

/** @type {readonly Collection[]} */
const SELECTIONS = [
  { id: "new", name: "New in", text: "What arrived this season.", holds: (p) => p.fresh === true },
  {
    id: "sale",
    name: "Summer sale",
    text: "Reduced while they last. The price before is next to it.",
    holds: (p) => p.was !== undefined,
  },
  {
    id: "gifts",
    name: "Gifts",
    text: "Small things that make somebody's week. Gift wrap is free in the basket.",
    holds: (p) => p.price <= GIFT_CENTS,
  },
  { id: "all", name: "Everything", text: "All of the shop on one page.", holds: () => true },
];

/** The shelves at the head of every page. */
export const NAVIGATION = ["new", ...CATEGORIES.map(({ id }) => id), "gifts", "sale"];

/** @param {string | null} id */
export const collectionOf = (id) => [...CATEGORIES, ...SELECTIONS].find((c) => c.id === id);

/** @param {string | null | undefined} id */
export const productOf = (id) => PRODUCTS.find((product) => product.id === id);

/** @param {Collection} collection */
export const productsIn = (collection) => PRODUCTS.filter(collection.holds);

/** Others worth a look beside this one: its own category first. @param {Product} product @param {number} count */
export function productsBeside(product, count) {
  const others = PRODUCTS.filter(({ id }) => id !== product.id);
  const near = others.filter(({ category }) => category === product.category);
  const far = others.filter(({ category }) => category !== product.category);
  return [...near, ...far].slice(0, count);
}

/** Everything but these. @param {readonly Product[]} products */
export const productsBut = (products) => PRODUCTS.filter((product) => !products.includes(product));

/** @type {Record<string, { name: string, compare: (a: Product, b: Product) => number }>} */
export const ORDERS = {
  chosen: { name: "Our choice", compare: () => 0 },
  cheapest: { name: "Price, low to high", compare: (a, b) => a.price - b.price },
  dearest: { name: "Price, high to low", compare: (a, b) => b.price - a.price },
  name: { name: "Name", compare: (a, b) => a.name.localeCompare(b.name) },
};
