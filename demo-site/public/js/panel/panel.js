// @ts-check
import { onDecision, onLeft, onRecommendation } from "../decisions/ask.js";
import { onConsentChange } from "../decisions/consent.js";
import { untilTabCloses } from "../shop/storage.js";
import { storedConsent } from "../shop/stored-consent.js";
import { find, html, render } from "../view/html.js";
import { nameOf, percent } from "./bars.js";
import { decisionView } from "./decision-view.js";
import { explanationOf, statusOf } from "./dev-api.js";
import { learningView } from "./learning-view.js";
import { scrollToOpened } from "./scroll-to.js";
import { recommendationView } from "./recommendation-view.js";

/** @typedef {import("../decisions/ask.js").Decision} Decision */
/** @typedef {{ recommendation: import("../../../types/nextmove.js").Recommendation, kind: string | undefined }} Shelf */
/** @typedef {{ decision: Decision, explanation: import("./dev-api.js").Explanation | undefined }} Explained */

const OPEN_KEY = "panel";
const REFRESH_MS = 3000;
/** What the pages without a decision of their own show the learning of. */
const USUAL_CASE = "shop";

/** For the headline, where no probability is known. */
const SOURCES = { edge: "", "last-good": "(last good)", default: "(the shop's own)" };

const CONSENT_NOTES = {
  pending: "Nothing is learned from this visit until you accept.",
  granted: "This visit is learned from.",
  denied: "Nothing is learned from this visit: you declined.",
};

/** @param {Explained[]} decisions @param {Shelf[]} shelves */
function headline(decisions, shelves) {
  const latest = decisions.at(-1);
  if (latest === undefined) {
    const products = shelves.at(-1)?.recommendation.items.length ?? 0;
    return products > 0 ? html`${products} products` : html`no decision on this page`;
  }
  const { decision, explanation } = latest;
  const drawn = explanation?.actions.find(({ action }) => action === decision.action);
  return html`${nameOf(decision.action)}
  ${drawn === undefined ? SOURCES[decision.source] : percent(drawn.probability)}`;
}

/** Shows what Nextmove decided on this page and how it learns. Folded up unless it was opened in this tab. */
export function startPanel() {
  /** @type {Explained[]} */
  const decisions = [];
  /** @type {Shelf[]} */
  const shelves = [];
  const panel = document.createElement("details");
  panel.className = "panel";
  panel.open = untilTabCloses.read(OPEN_KEY) === true;
  render(
    panel,
    html`<summary><b>Nextmove</b> <span id="panel-headline"></span></summary>
      <div class="panel-body">
        <div id="panel-decisions"></div>
        <div id="panel-products"></div>
        <p class="panel-note" id="panel-consent"></p>
        <div id="panel-learning"></div>
      </div>`,
  );
  document.body.append(panel);
  scrollToOpened(panel);

  const showDecisions = () => {
    render(find("#panel-headline", panel), headline(decisions, shelves));
    render(
      find("#panel-products", panel),
      html`${shelves.map(({ recommendation, kind }) => recommendationView(recommendation, kind))}`,
    );
    render(
      find("#panel-decisions", panel),
      html`${decisions.map((known) => decisionView(known.decision, known.explanation))}`,
    );
  };
  const showConsent = () => {
    find("#panel-consent", panel).textContent = CONSENT_NOTES[storedConsent()];
  };
  /** Only its shard tells what kind a list is of, and has it a moment after the page. */
  const tellKinds = async () => {
    for (const shelf of shelves.filter(({ kind }) => kind === undefined)) {
      shelf.kind = (await explanationOf(shelf.recommendation))?.kind;
    }
    showDecisions();
  };
  const showLearning = async () => {
    if (!panel.open || document.hidden) return;
    await tellKinds();
    const cases = new Set(decisions.map(({ decision }) => decision.case));
    const views = await Promise.all(
      [...(cases.size > 0 ? cases : [USUAL_CASE])].map(async (caseId) => {
        const status = await statusOf(caseId);
        return status === undefined ? html`` : learningView(caseId, status);
      }),
    );
    render(find("#panel-learning", panel), html`${views}`);
  };

  /** @param {Decision} decision */
  const explain = async (decision) => {
    /** @type {Explained} */
    const known = { decision, explanation: undefined };
    decisions.push(known);
    showDecisions();
    known.explanation = await explanationOf(decision);
    showDecisions();
    await showLearning();
  };

  onDecision((decision) => void explain(decision));
  onRecommendation((recommendation) => {
    shelves.push({ recommendation, kind: undefined });
    showDecisions();
  });
  onLeft(() => {
    decisions.length = 0;
    shelves.length = 0;
    showDecisions();
  });
  onConsentChange(showConsent);
  panel.addEventListener("toggle", () => {
    untilTabCloses.write(OPEN_KEY, panel.open);
    void showLearning();
  });
  window.setInterval(() => void showLearning(), REFRESH_MS);
  showDecisions();
  showConsent();
  void showLearning();
}
