// @ts-check
import { nextmove } from "./sdk.js";

/**
 * A decision that the shop can show.
 * @typedef {import("../../../types/nextmove.js").Decision & { action: string }} Decision
 */

/** How long a visitor looks at an empty slot at most. */
const DEADLINE_MS = 400;
/** The SDK keeps the deadline by itself; this one is for when its script never came. */
const PATIENCE_MS = DEADLINE_MS + 50;

/** Undefined once nobody would wait any longer. @returns {Promise<undefined>} */
const patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));

/** @param {unknown} answer @param {string[]} actions @returns {answer is Decision} */
const isShowable = (answer, actions) => actions.includes(Object(answer).action);

const DECIDED = "larkmoor:decision";
const RECOMMENDED = "larkmoor:recommendation";
const LEFT = "larkmoor:left";

/** @param {string} caseId @param {string} action @param {string[]} actions @returns {Decision} */
const ownChoice = (caseId, action, actions) => ({
  queryId: "",
  case: caseId,
  action,
  actions,
  source: "default",
  shown() {},
});

/**
 * The decision of a case, or the shop's own choice when none has come in time. Never rejects.
 * @param {string} caseId
 * @param {string[]} actions that the shop can show now
 * @param {string} fallback the one of them that the shop would choose by itself
 * @returns {Promise<Decision>}
 */
export async function ask(caseId, actions, fallback) {
  const own = ownChoice(caseId, fallback, actions);
  const request = { case: caseId, actions, fallback: [fallback], deadline: DEADLINE_MS };
  const answer = await Promise.race([nextmove()?.decide(request), patience()]);
  const decision = isShowable(answer, actions) ? answer : own;
  announce(decision);
  return decision;
}

/** @type {import("../../../types/nextmove.js").Recommendation} */
const NOTHING = { queryId: "", case: "", action: undefined, items: [], source: "default" };

/**
 * Products for this visitor, none when no answer has come in time. Never rejects.
 * @param {import("../../../types/nextmove.js").RecommendRequest} request
 * @returns {Promise<import("../../../types/nextmove.js").Recommendation>}
 */
export async function askForProducts(request) {
  const asked = nextmove()?.recommend({ ...request, deadline: DEADLINE_MS });
  const answer = await Promise.race([asked, patience()]);
  const recommendation = Array.isArray(answer?.items) ? answer : NOTHING;
  announceProducts(recommendation);
  return recommendation;
}

/** Tells the panel. @param {import("../../../types/nextmove.js").Recommendation} recommendation */
export const announceProducts = (recommendation) =>
  document.dispatchEvent(new CustomEvent(RECOMMENDED, { detail: recommendation }));

/** @param {(recommendation: import("../../../types/nextmove.js").Recommendation) => void} listener */
export function onRecommendation(listener) {
  document.addEventListener(RECOMMENDED, (event) => {
    if (event instanceof CustomEvent) listener(event.detail);
  });
}

/** Tells the panel. @param {Decision} decision */
export const announce = (decision) =>
  document.dispatchEvent(new CustomEvent(DECIDED, { detail: decision }));

/** @param {(decision: Decision) => void} listener */
export function onDecision(listener) {
  document.addEventListener(DECIDED, (event) => {
    if (event instanceof CustomEvent) listener(event.detail);
  });
}

/** Tells the panel that what was decided is no longer on the screen: another page came without a load. */
export const announceLeft = () => document.dispatchEvent(new CustomEvent(LEFT));

/** @param {() => void} listener */
export const onLeft = (listener) => document.addEventListener(LEFT, listener);
