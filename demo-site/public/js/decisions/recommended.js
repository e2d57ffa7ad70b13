// @ts-check
import { productOf } from "../shop/catalogue.js";
import { storedConsent } from "../shop/stored-consent.js";
import { html, render } from "../view/html.js";
import { productGrid } from "../view/product.js";
import { askForProducts } from "./ask.js";
import { productTaken } from "./rewards.js";
import { nextmove } from "./sdk.js";
import { noteTaken } from "./taken.js";
import { whenVisible } from "./visible.js";

/**
 * @typedef {import("../shop/products.js").Product} Product
 * @typedef {import("../../../types/nextmove.js").Recommendation} Recommendation
 */

const SHOWN = 4;

/** @param {Recommendation} recommendation @param {string} id */
function taken(recommendation, id) {
  productTaken(recommendation, id);
  if (storedConsent() === "granted") noteTaken(recommendation, id);
}

/** @param {HTMLElement} place @param {Recommendation} recommendation */
function report(place, recommendation) {
  if (recommendation.source !== "edge") return;
  whenVisible(place, () => nextmove()?.select(recommendation));
  place.addEventListener("click", ({ target }) => {
    const card = target instanceof Element ? target.closest("[data-product]") : undefined;
    const id = card?.getAttribute("data-product");
    if (id) taken(recommendation, id);
  });
}

/**
 * Fills a shelf with products for this visitor, each with the reason, or at the deadline with the
 * shop's own. Those of the place are never among them.
 * @param {HTMLElement} place
 * @param {readonly Product[]} about the product of the page, or those in the basket
 * @param {readonly Product[]} own what the shop would show by itself
 */
export function fillRecommended(place, about, own) {
  const ids = about.map(({ id }) => id);
  // A single one is what the page is about.
  const request = { products: ids, ...(ids.length === 1 && { state: { page_id: ids[0] } }) };
  return fill(place, request, ids, own);
}

/**
 * The same for a search in which the shop itself has found nothing: the edge knows slips of the keyboard.
 * @param {HTMLElement} place @param {string} search @param {readonly Product[]} own
 */
export const fillFound = (place, search, own) =>
  fill(place, { kind: "search", state: { search_strings: [search] } }, [], own);

/**
 * @param {HTMLElement} place
 * @param {import("../../../types/nextmove.js").RecommendRequest} request
 * @param {readonly string[]} ids of products that are there already
 * @param {readonly Product[]} own
 */
async function fill(place, request, ids, own) {
  const recommendation = await askForProducts({ case: "shop", limit: SHOWN, ...request });
  const found = recommendation.items.flatMap(({ id, reason }) => {
    const product = ids.includes(id) ? undefined : productOf(id);
    return product === undefined ? [] : [{ product, reason }];
  });
  place.dataset["source"] = found.length > 0 ? recommendation.source : "default";
  const shown = found.length > 0 ? found : own.slice(0, SHOWN).map((product) => ({ product }));
  render(
    place,
    html`${productGrid(
      shown.map(({ product }) => product),
      reasonsOf(shown),
    )}`,
  );
  place.ariaBusy = "false";
  if (found.length > 0) report(place, recommendation);
}

/** @param {readonly { product: Product, reason?: string | undefined }[]} shown */
const reasonsOf = (shown) => new Map(shown.map(({ product, reason = "" }) => [product.id, reason]));
