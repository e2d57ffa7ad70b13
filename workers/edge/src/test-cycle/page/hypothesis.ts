import type { TestCycleReport } from "@nextmove/contract";
import { html } from "hono/html";
import { moneyText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";

const JUDGEMENTS = {
  none: "",
  open: "That may be: the range includes it.",
  met: "It holds.",
  missed: "It does not hold.",
} as const;

/** What was expected, against what came; nothing when nobody expected anything. */
export const hypothesisNote = ({
  hypothesis,
  currency,
  state: period,
}: TestCycleReport): Markup | "" => {
  const { expected, observed, state } = hypothesis;
  if (expected === undefined) return "";
  const came =
    observed === null
      ? ""
      : `${period === "ended" ? "It came to" : "So far it is"} ${moneyText(observed.value, currency)}${
          observed.lower === null || observed.upper === null
            ? ""
            : `, with a range of ${moneyText(observed.lower, currency)} to ${moneyText(observed.upper, currency)}`
        }.`;
  return html`<section>
    <h2>What was expected</h2>
    <p>
      ${moneyText(expected, currency)} more net revenue per session than the reference. ${came}
      <b>${JUDGEMENTS[state]}</b>
    </p>
  </section>`;
};
