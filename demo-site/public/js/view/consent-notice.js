// @ts-check
import { find, html, render } from "./html.js";

/**
 * @typedef {object} Words
 * @property {string} label
 * @property {import("./html.js").Html} question
 * @property {string} decline
 * @property {string} accept
 */

/** @returns {HTMLElement | null} */
const shown = () => document.querySelector(".consent");

export const takeOffConsentNotice = () => shown()?.remove();

/** Asks, unless the question stands already. @param {Words} words @param {(state: "granted" | "denied") => void} answer */
export function showConsentNotice({ label, question, decline, accept }, answer) {
  if (shown() !== null) return;
  const notice = document.createElement("section");
  notice.className = "consent";
  notice.ariaLabel = label;
  render(
    notice,
    html`<p>${question}</p>
      <div>
        <button class="button quiet" data-consent="denied">${decline}</button>
        <button class="button" data-consent="granted">${accept}</button>
      </div>`,
  );
  find('[data-consent="denied"]', notice).addEventListener("click", () => answer("denied"));
  find('[data-consent="granted"]', notice).addEventListener("click", () => answer("granted"));
  document.body.append(notice);
}
