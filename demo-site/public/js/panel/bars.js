// @ts-check
import { html } from "../view/html.js";

/** @param {string} action "new_arrivals" reads "new arrivals" */
export const nameOf = (action) => action.replaceAll("_", " ");

/** Where an answer comes from. */
export const SOURCES = {
  edge: "decided at the edge",
  "last-good": "no answer in time: the last good one",
  default: "no answer in time: the shop's own",
};

/** Next to nothing and next to all with a digit more: neither is 0 % or 100 %. @param {number} share */
export const percent = (share) => `${(100 * share).toFixed(share < 0.1 || share > 0.9 ? 1 : 0)} %`;

/**
 * Shares as bars, the largest first.
 * @param {[action: string, share: number][]} shares @param {string} [chosen] the one to mark
 */
export const bars = (shares, chosen) =>
  html`<ul class="panel-bars">
    ${shares
      .toSorted(([, a], [, b]) => b - a)
      .map(
        ([action, share]) =>
          html`<li ${action === chosen && html`class="chosen"`}>
            <span>${nameOf(action)}</span><i style="--share: ${share}"></i><b>${percent(share)}</b>
          </li>`,
      )}
  </ul>`;
