// @ts-check
import { envelopesOf } from "../../js/panel/dev-api.js";
import { scrollToOpened } from "../../js/panel/scroll-to.js";
import { untilTabCloses } from "../../js/shop/storage.js";
import { find, html, render } from "../../js/view/html.js";

// The demonstration's own window, not the shop's: what the tags say, and what Nextmove has of it.

/** @typedef {import("../../../types/nextmove.js").Nextmove} Nextmove */
/** @typedef {import("../../js/panel/dev-api.js").Envelope} Envelope */

/** For who does not know what "pending" waits for. */
const CONSENT_WORDS = {
  pending: "waits for your consent",
  granted: "has your consent",
  denied: "has no consent",
};

const OPEN_KEY = "tagged-panel";
const REFRESH_MS = 1000;

/** @returns {Nextmove | undefined} undefined until the script has come, or when it is blocked */
const nextmove = () => Reflect.get(window, "nextmove");

/** What a push says, in a few words. @param {unknown} entry */
function wordsOf(entry) {
  /** @type {Record<string, unknown>} */
  const { event, ecommerce, 0: command, 1: what, 2: more } = Object(entry);
  if (typeof event === "string") {
    const { items = [] } = Object(ecommerce);
    return `${event} ${items.map(/** @param {{ item_id: string }} item */ (item) => item.item_id).join(", ")}`;
  }
  if (command === "consent") {
    return `consent ${String(what)}: analytics ${Object(more).analytics_storage}`;
  }
  return undefined;
}

/** @param {Envelope["events"][number]} event */
const told = ({ type, name, action, event_type }) =>
  `${type} ${name ?? action ?? event_type ?? ""}`;

/** What the edge keeps of this visitor, newest first. @param {string | undefined} consumerId */
async function historyOf(consumerId) {
  if (consumerId === undefined) return [];
  const envelopes = await envelopesOf(consumerId);
  return envelopes.flatMap(({ events }) => events.toReversed().map(told));
}

/** @param {readonly string[]} lines */
const list = (lines) => html`${lines.map((line) => html`<li>${line}</li>`)}`;

/** @param {HTMLElement} panel */
async function refresh(panel) {
  const { consent, consumerId } = nextmove()?.inspect?.() ?? {};
  find("#panel-consent", panel).textContent = consent
    ? CONSENT_WORDS[consent.state]
    : "the script has not come";
  find("#panel-reason", panel).textContent = consent ? `Says: ${consent.reason}.` : "";
  if (!(panel instanceof HTMLDetailsElement && panel.open)) return;
  /** @type {unknown[]} */
  const pushed = Reflect.get(window, "dataLayer");
  const words = pushed.flatMap((entry) => wordsOf(entry) ?? []);
  render(find("#panel-pushed", panel), list(words.toReversed()));
  render(find("#panel-kept", panel), list(await historyOf(consumerId)));
}

/** Folded up unless it was opened in this tab. */
export function startPanel() {
  const panel = document.createElement("details");
  panel.className = "panel";
  panel.open = untilTabCloses.read(OPEN_KEY) === true;
  render(
    panel,
    html`<summary><b>Nextmove</b> <span id="panel-consent"></span></summary>
      <div class="panel-body">
        <i id="panel-reason"></i>
        <h3>What this page's tags have pushed</h3>
        <ol id="panel-pushed"></ol>
        <h3>What the edge knows of this visit</h3>
        <ol id="panel-kept"></ol>
        <i>Before consent it knows nothing.</i>
      </div>`,
  );
  document.body.append(panel);
  scrollToOpened(panel);
  const show = () => void refresh(panel);
  panel.addEventListener("toggle", () => {
    untilTabCloses.write(OPEN_KEY, panel.open);
    show();
  });
  show();
  setInterval(show, REFRESH_MS);
}
