// @ts-check
import { incentivesFor } from "../shop/totals.js";
import { untilTabCloses } from "../shop/storage.js";
import { html, render } from "../view/html.js";
import { announce, ask } from "./ask.js";
import { INCENTIVES } from "./incentives.js";
import { whenSeen } from "./seen.js";

/** @typedef {import("../shop/totals.js").IncentiveId} IncentiveId */
/** @typedef {{ incentive: IncentiveId, decided: boolean }} Offer */

const KEY = "offer";

/**
 * The incentive of this checkout. What was offered once stands until the order is placed: going back and
 * forth neither loses it nor draws another one.
 * @param {number} goods in cents
 */
async function decisionFor(goods) {
  const actions = incentivesFor(goods);
  const standing = /** @type {import("./ask.js").Decision | undefined} */ (untilTabCloses.read(KEY));
  if (standing !== undefined && standing.action in INCENTIVES) {
    // It was selected when it was first shown.
    const decision = { ...standing, shown() {} };
    announce(decision);
    return decision;
  }
  const decision = await ask("checkout", actions, "no_incentive");
  if (decision.source === "edge") untilTabCloses.write(KEY, decision);
  return decision;
}

/** @param {HTMLElement} slot @param {number} goods in cents @returns {Promise<Offer>} */
export async function fillIncentive(slot, goods) {
  const decision = await decisionFor(goods);
  const incentive = /** @type {IncentiveId} */ (decision.action);
  const { title, text } = INCENTIVES[incentive];
  slot.dataset.action = incentive;
  slot.dataset.source = decision.source;
  render(slot, html`<b>${title}</b><span>${text}</span>`);
  slot.ariaBusy = "false";
  whenSeen(slot, () => decision.shown());
  return { incentive, decided: decision.source === "edge" };
}

export const forgetOffer = () => untilTabCloses.write(KEY, undefined);
