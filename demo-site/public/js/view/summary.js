// @ts-check
import { euros } from "../shop/money.js";
import { offeredText } from "../shop/texts.js";
import { html } from "./html.js";

/** @typedef {import("../shop/totals.js").IncentiveId} IncentiveId */
/** @typedef {ReturnType<typeof import("../shop/totals.js").totalsOf>} Totals */

/**
 * The totals as rows. With `incentive` given there is a row for it whatever it is, so that nothing moves
 * when the decision arrives.
 * @param {Totals} totals @param {IncentiveId | "undecided"} [incentive]
 */
export const summaryRows = (totals, incentive) =>
  html`<dl class="totals">
    <dt>Goods</dt>
    <dd>${euros(totals.goods)}</dd>
    ${
      incentive !== undefined &&
      html`<dt>With our thanks</dt>
        <dd class="offered">${offeredText(incentive, totals)}</dd>`
    }
    <dt>Delivery</dt>
    <dd>${totals.delivery === 0 ? "Free" : euros(totals.delivery)}</dd>
    <dt class="total">Total</dt>
    <dd class="total">${euros(totals.total)}</dd>
  </dl>`;
