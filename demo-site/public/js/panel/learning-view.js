// @ts-check
import { html } from "../view/html.js";
import { bars } from "./bars.js";
import { sparkline } from "./sparkline.js";

const COUNT = new Intl.NumberFormat("en");

/** @param {string} caseId @param {import("./dev-api.js").Status} status */
export const learningView = (caseId, status) =>
  html`<section>
    <h3>Learning of <code>${caseId}</code></h3>
    <dl>
      ${[
        ["decisions", status.decisions],
        ["shown", status.activated],
        ["rewards", status.rewards],
        ["model", status.model_version],
      ].map(
        ([name, count]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${COUNT.format(Number(count))}</dd>
          </div>`,
      )}
    </dl>
    ${sparkline(status.learning_curve)}
    ${
      Object.keys(status.action_shares).length > 0 &&
      html`<p class="panel-note">Shown so far</p>
        ${bars(Object.entries(status.action_shares))}`
    }
  </section>`;
