// @ts-check
import { lasting } from "../../js/shop/storage.js";
import { showConsentNotice, takeOffConsentNotice } from "../../js/view/consent-notice.js";
import { html } from "../../js/view/html.js";
import { consentGiven } from "./tagging.js";

// This shop's own dialogue. It knows Google's Consent Mode and nothing of Nextmove.

const KEY = "tagged-consent";

const WORDS = {
  label: "Cookies",
  question: html`We would like to count visits and show offers that suit you. May we set cookies?`,
  decline: "Necessary only",
  accept: "Accept all",
};

/** @param {"granted" | "denied"} state */
function answer(state) {
  lasting.write(KEY, state);
  consentGiven(state);
  takeOffConsentNotice();
}

export const askConsent = () => showConsentNotice(WORDS, answer);

/** Tells Consent Mode the remembered answer, or asks. */
export function startConsent() {
  const state = lasting.read(KEY);
  if (state === "granted" || state === "denied") consentGiven(state);
  else askConsent();
}
