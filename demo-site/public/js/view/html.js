// @ts-check

/** Markup made by `html`: everything put into it was escaped, or was such markup itself. */
class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** @param {unknown} value @returns {string} */
function textOf(value) {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join("");
  if (value === undefined || value === null || value === false) return "";
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/**
 * Template tag for markup. Values are escaped; arrays are joined; undefined, null and false are nothing.
 * @param {TemplateStringsArray} strings @param {unknown[]} values
 */
export const html = (strings, ...values) => new Markup(String.raw({ raw: strings }, ...values.map(textOf)));

/** @typedef {Markup} Html */

/** @param {Element} element @param {Markup} markup */
export function render(element, markup) {
  element.innerHTML = markup.text;
}

/**
 * The element a page must have.
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} selector @param {ParentNode} [root] @returns {E}
 */
export function find(selector, root = document) {
  const element = root.querySelector(selector);
  if (element === null) throw new Error(`no ${selector} on this page`);
  return /** @type {E} */ (element);
}
