// @ts-check
import { find, html, render } from "../view/html.js";
import { ask } from "./ask.js";
import { CAMPAIGNS } from "./campaigns.js";
import { bannerClicked } from "./rewards.js";
import { whenVisible } from "./visible.js";

const DEFAULT_CAMPAIGN = "new_arrivals";

/** @param {string} action @param {import("./campaigns.js").Campaign} campaign */
const view = (action, { eyebrow, title, text, button, href }) =>
  html`<div class="banner-text">
      <p class="eyebrow">${eyebrow}</p>
      <h1>${title}</h1>
      <p>${text}</p>
      <a class="button" href="${href}">${button}</a>
    </div>
    <img src="/pictures/campaigns/${action}.svg" alt="" width="640" height="420" />`;

/** Fills the slot once, with the decision or at the deadline with the shop's own. @param {HTMLElement} slot */
export async function fillBanner(slot) {
  const decision = await ask("shop", Object.keys(CAMPAIGNS), DEFAULT_CAMPAIGN);
  const campaign = CAMPAIGNS[decision.action];
  if (campaign === undefined) return;
  slot.dataset["action"] = decision.action;
  slot.dataset["source"] = decision.source;
  render(slot, view(decision.action, campaign));
  slot.ariaBusy = "false";
  find("a", slot).addEventListener("click", () => bannerClicked(decision));
  whenVisible(slot, () => decision.shown());
}
