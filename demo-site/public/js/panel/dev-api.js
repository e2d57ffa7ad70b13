// @ts-check

/**
 * @typedef {{ action: string, probability: number }} Candidate
 * @typedef {{ mode: string, kind?: string, model_version: number, actions: Candidate[] }} Explanation
 * @typedef {object} Status
 * @property {number} decisions
 * @property {number} activated decisions whose action was shown
 * @property {number} rewards
 * @property {number} model_version
 * @property {Record<string, number>} action_shares
 * @property {{ decisions: number, reward_mean: number }[]} learning_curve
 *
 * @typedef {{ events: { name?: string, type: string, action?: string, event_type?: string }[] }} Envelope
 */

/** Routes that only a development server has: anything but an answer is undefined. @param {string} path */
async function get(path) {
  try {
    const response = await fetch(path, { headers: { accept: "application/json" } });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * With which probability each action could have been drawn.
 * @param {import("../../../types/nextmove.js").Recommendation | import("../decisions/ask.js").Decision} decision
 * @returns {Promise<Explanation | undefined>}
 */
export const explanationOf = async (decision) =>
  decision.source === "edge"
    ? get(`/dev/decisions/${decision.case}/${encodeURIComponent(decision.queryId)}`)
    : undefined;

/** @param {string} caseId @returns {Promise<Status | undefined>} */
export const statusOf = (caseId) => get(`/dev/cases/${caseId}/status`);

/** What is kept of a visitor, newest first. @param {string} consumerId @returns {Promise<Envelope[]>} */
export const envelopesOf = async (consumerId) =>
  (await get(`/dev/consumers/${encodeURIComponent(consumerId)}`))?.history ?? [];
