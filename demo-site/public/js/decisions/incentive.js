// @ts-check
import { incentivesFor, isIncentive } from "../shop/totals.js";
import { untilTabCloses } from "../shop/storage.js";
import { html, render } from "../view/html.js";
import { announce, ask } from "./ask.js";
import { INCENTIVES } from "./incentives.js";
import { whenVisible } from "./visible.js";

/**
 * @typedef {import("../shop/totals.js").IncentiveId} IncentiveId
 * @typedef {{ incentive: IncentiveId, decided: boolean }} Offer
 */

const KEY = "offer";

/** @returns {import("./ask.js").Decision | undefined} */
function standingOffer() {
  /** @type {Record<string, unknown>} */
  const { queryId, action } = Object(untilTabCloses.read(KEY));
  if (typeof queryId !== "string" || !isIncentive(action)) return undefined;
  // It was selected when it was first shown.
  return { queryId, case: "checkout", action, actions: [action], source: "edge", shown() {} };
}

/**
 * The incentive of this checkout. What was offered once stands until the order is placed: going back
 * and forth neither loses it nor draws another one.
 * @param {number} goods in cents
 */
async function decisionFor(goods) {
  const standing = standingOffer();
  if (standing !== undefined) {
    announce(standing);
    return standing;
  }
  const decision = await ask("checkout", incentivesFor(goods), "no_incentive");
  const { source, queryId, action } = decision;
  if (source === "edge") untilTabCloses.write(KEY, { queryId, action });
  return decision;
}

/** @param {HTMLElement} slot @param {number} goods in cents @returns {Promise<Offer>} */
export async function fillIncentive(slot, goods) {
  const decision = await decisionFor(goods);
  const incentive = isIncentive(decision.action) ? decision.action : "no_incentive";
  const { title, text } = INCENTIVES[incentive];
  slot.dataset["action"] = incentive;
  slot.dataset["source"] = decision.source;
  render(slot, html`<b>${title}</b><span>${text}</span>`);
  slot.ariaBusy = "false";
  whenVisible(slot, () => decision.shown());
  return { incentive, decided: decision.source === "edge" };
}

export const forgetOffer = () => untilTabCloses.write(KEY, undefined);
