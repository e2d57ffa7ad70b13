import type { TestCycleReport } from "@nextmove/contract";
import { html } from "hono/html";
import { moneyText, percentText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";

/** How the figures came about, for readers who want to know. */
export const readingNotes = (report: TestCycleReport): Markup => {
  const { comparisons, cap, currency, checks } = report;
  const [first] = comparisons;
  const adjusted = comparisons.find(({ adjusted: each }) => each !== null);
  return html`<details>
    <summary>How to read this</summary>
    <ul>
      <li>
        A session is a visitor, who counts for the model that was assigned first, whatever became of
        its offers. Net revenue is revenue less the cost of outcomes, assistance and the model.
      </li>
      <li>
        The verdict goes by ranges that hold however often one looks; with ${comparisons.length}
        comparisons, an error of 5% is shared between them: 1% while the period runs, 4% at its end.
      </li>
      <li>
        ${
          cap === null
            ? "No session's total is limited: a single large order counts in full."
            : `A session counts for ${moneyText(cap, currency)} at most, so that no single order decides.`
        }
      </li>
      ${
        first
          ? html`<li>
              ${first.modelId} against ${first.againstId}: e-value
              ${first.alwaysValid.eValue.toPrecision(3)}, p ${first.alwaysValid.p.toPrecision(2)}.
            </li>`
          : ""
      }
      ${
        adjusted?.adjusted
          ? html`<li>
              With what returning visitors spent before taken out, the difference is
              ${moneyText(adjusted.adjusted.value, currency)}; that saves
              ${percentText(adjusted.adjusted.varianceSaved)} of the variance.
            </li>`
          : ""
      }
      <li>
        The split of sessions over the models would come by chance with p =
        ${checks.sampleRatio.p.toPrecision(2)}.
      </li>
    </ul>
  </details>`;
};
