// @ts-check
import { html } from "../view/html.js";
import { bars, nameOf, SOURCES } from "./bars.js";

/** @typedef {import("../decisions/ask.js").Decision} Decision */
/** @typedef {import("./dev-api.js").Explanation} Explanation */

/** @param {Decision} decision @param {Explanation | undefined} explanation */
export const decisionView = (decision, explanation) =>
  html`<section>
    <h3>Case <code>${decision.case}</code></h3>
    <p><b>${nameOf(decision.action)}</b> <span>${SOURCES[decision.source]}</span></p>
    ${
      explanation &&
      bars(
        explanation.actions.map(({ action, probability }) => [action, probability]),
        decision.action,
      )
    }
    ${explanation && html`<p class="panel-note">mode ${explanation.mode}, model ${explanation.model_version}</p>`}
  </section>`;
