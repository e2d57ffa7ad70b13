// @ts-check
import { html } from "../view/html.js";
import { nameOf, SOURCES } from "./bars.js";

/** @typedef {import("../../../types/nextmove.js").Recommendation} Recommendation */

/** What the kinds of recommendations go by, in words. @type {Record<string, string>} */
const KINDS = {
  session: "by this visit",
  similar: "like the product",
  "bought-together": "bought together",
  trending: "popular of late",
  search: "by the search",
};

/** @param {Recommendation} recommendation @param {string | undefined} kind once the edge has told */
export const recommendationView = ({ case: caseId, items, source }, kind) =>
  html`<section>
    <h3>Products of case <code>${caseId}</code></h3>
    <p>
      ${kind && html`<b>${KINDS[kind] ?? kind}</b>`}
      <span>${SOURCES[source]}</span>
    </p>
    <ol class="panel-products">
      ${items.map(
        ({ id, title, reason }) =>
          html`<li>${title ?? nameOf(id)}${reason && html`<small>${reason}</small>`}</li>`,
      )}
    </ol>
  </section>`;
