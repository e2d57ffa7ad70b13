// @ts-check

/**
 * Markup made by `html`: everything put into it was escaped, or was such markup itself.
 * @typedef {{ readonly text: string }} Html
 */

/** What `html` made; anything else that looks like it is text to escape. @type {WeakSet<object>} */
const made = new WeakSet();

/** @param {unknown} value @returns {value is Html} */
const isHtml = (value) => typeof value === "object" && value !== null && made.has(value);

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** @typedef {Html | string | number | false | undefined} Part */

/** @param {Part | Part[]} value @returns {string} */
function textOf(value) {
  if (isHtml(value)) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join("");
  if (value === undefined || value === false) return "";
  return String(value).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/**
 * Template tag for markup. Values are escaped; arrays are joined; undefined and false are nothing.
 * @param {TemplateStringsArray} strings @param {(Part | Part[])[]} values @returns {Html}
 */
export function html(strings, ...values) {
  const markup = { text: String.raw({ raw: strings }, ...values.map(textOf)) };
  made.add(markup);
  return markup;
}

/** @param {Element} element @param {Html} markup */
export function render(element, markup) {
  element.innerHTML = markup.text;
}

/** The element a page must have. @param {string} selector @param {ParentNode} [root] */
export const find = (selector, root) => findAs(HTMLElement, selector, root);

/**
 * The same, of a certain kind.
 * @template {HTMLElement} E
 * @param {new () => E} kind @param {string} selector @param {ParentNode} [root]
 */
export function findAs(kind, selector, root = document) {
  const element = root.querySelector(selector);
  if (element instanceof kind) return element;
  throw new Error(`no ${selector} on this page`);
}
