// @ts-check
import { keepInterests } from "../shop/interests.js";
import { storeConsent, storedConsent } from "../shop/stored-consent.js";
import { showConsentNotice, takeOffConsentNotice } from "../view/consent-notice.js";
import { html } from "../view/html.js";
import { nextmove } from "./sdk.js";

/** @typedef {import("../../../types/nextmove.js").ConsentState} Consent */

const CHANGED = "larkmoor:consent";

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
  takeOffConsentNotice();
  announceConsent();
}

/** Tells the panel that another answer is stored. */
export const announceConsent = () => document.dispatchEvent(new Event(CHANGED));

/** @param {Consent} state */
function answer(state) {
  storeConsent(state);
  settle(state);
}

/** An answer given in another tab is this one's, too. */
function follow() {
  const state = storedConsent();
  if (state !== applied.state && state !== "pending") settle(state);
}

/** @param {() => void} listener */
export const onConsentChange = (listener) => document.addEventListener(CHANGED, listener);

const WORDS = {
  label: "Privacy choices",
  question: html`May we remember your visit on this device, to show offers that suit you? No names,
    no third parties. <a href="/service#privacy">What we remember</a>`,
  decline: "Decline",
  accept: "Accept",
};

const ask = () => showConsentNotice(WORDS, answer);

/** Applies the remembered answer, or asks. */
export function startConsent() {
  const state = storedConsent();
  apply(state);
  if (state === "pending") ask();
  window.addEventListener("storage", follow);
  return { ask };
}
