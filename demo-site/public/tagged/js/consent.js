// @ts-check
import { lasting } from "../../js/shop/storage.js";
import { find, html, render } from "../../js/view/html.js";
import { consentGiven } from "./tagging.js";

// This shop's own dialogue. It knows Google's Consent Mode and nothing of Nextmove.

const KEY = "tagged-consent";

/** @param {"granted" | "denied"} state */
function answer(state) {
  lasting.write(KEY, state);
  consentGiven(state);
  document.querySelector(".consent")?.remove();
}

export function askConsent() {
  if (document.querySelector(".consent") !== null) return;
  const notice = document.createElement("section");
  notice.className = "consent";
  notice.ariaLabel = "Cookies";
  render(
    notice,
    html`<p>We would like to count visits and show offers that suit you. May we set cookies?</p>
      <div>
        <button class="button quiet" data-consent="denied">Necessary only</button>
        <button class="button" data-consent="granted">Accept all</button>
      </div>`,
  );
  find('[data-consent="denied"]', notice).addEventListener("click", () => answer("denied"));
  find('[data-consent="granted"]', notice).addEventListener("click", () => answer("granted"));
  document.body.append(notice);
}

/** Tells Consent Mode the remembered answer, or asks. */
export function startConsent() {
  const state = lasting.read(KEY);
  if (state === "granted" || state === "denied") consentGiven(state);
  else askConsent();
}
