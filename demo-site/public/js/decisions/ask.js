// @ts-check
import { nextmove } from "./nextmove.js";

/** @typedef {import("../../../types/nextmove.js").Decision} Decision */

/** How long a visitor looks at an empty slot at most. */
const DEADLINE_MS = 400;
/** The SDK keeps the deadline by itself; this one is for when its script never came. */
const PATIENCE_MS = DEADLINE_MS + 50;

const DECIDED = "larkmoor:decision";

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
  const answer = nextmove()?.decide(request) ?? own;
  /** @type {Promise<Decision>} */
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, own));
  const decision = await Promise.race([answer, late]);
  const usable = actions.includes(decision.action) ? decision : own;
  announce(usable);
  return usable;
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
