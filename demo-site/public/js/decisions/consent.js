// @ts-check
import { keepInterests } from "../shop/interests.js";
import { lasting } from "../shop/storage.js";
import { find, html, render } from "../view/html.js";
import { nextmove } from "./sdk.js";

/** @typedef {import("../../../types/nextmove.js").ConsentState} Consent */

const KEY = "consent";
const CHANGED = "larkmoor:consent";

/** @returns {Consent} */
export function consent() {
  const stored = lasting.read(KEY);
  return stored === "granted" || stored === "denied" ? stored : "pending";
}

/** What this page goes by. @type {{ state: Consent }} */
const applied = { state: "pending" };

/** @param {Consent} state */
function apply(state) {
  applied.state = state;
  if (state !== "pending") nextmove()?.consent(state);
  keepInterests(state === "granted");
}

/** @param {Consent} state */
function settle(state) {
  apply(state);
  document.querySelector(".consent")?.remove();
  announceConsent();
}

/** Tells the panel that another answer is stored. */
export const announceConsent = () => document.dispatchEvent(new Event(CHANGED));

/** @param {Consent} state */
function answer(state) {
  lasting.write(KEY, state);
  settle(state);
}

/** An answer given in another tab is this one's, too. */
function follow() {
  const state = consent();
  if (state !== applied.state && state !== "pending") settle(state);
}

/** @param {() => void} listener */
export const onConsentChange = (listener) => document.addEventListener(CHANGED, listener);

function ask() {
  if (document.querySelector(".consent") !== null) return;
  const notice = document.createElement("section");
  notice.className = "consent";
  notice.ariaLabel = "Privacy choices";
  render(
    notice,
    html`<p>
        May we remember your visit on this device, to show offers that suit you? No names, no third
        parties. <a href="/service#privacy">What we remember</a>
      </p>
      <div>
        <button class="button quiet" data-consent="denied">Decline</button>
        <button class="button" data-consent="granted">Accept</button>
      </div>`,
  );
  find('[data-consent="denied"]', notice).addEventListener("click", () => answer("denied"));
  find('[data-consent="granted"]', notice).addEventListener("click", () => answer("granted"));
  document.body.append(notice);
}

/** Applies the remembered answer, or asks. */
export function startConsent() {
  const state = consent();
  apply(state);
  if (state === "pending") ask();
  window.addEventListener("storage", follow);
  return { ask };
}
