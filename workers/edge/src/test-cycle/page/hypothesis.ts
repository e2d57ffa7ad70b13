import type { TestCycleReport } from "@nextmove/contract";
import { html } from "hono/html";
import { moneyRangeText, moneyText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";

const JUDGEMENTS = {
  none: "",
  unknown: "Too few sessions came to say whether it holds.",
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
  const judgement =
    state === "unknown" && period !== "ended"
      ? "Too few sessions have come so far to say whether it holds."
      : JUDGEMENTS[state];
  const came =
    observed === null || state === "unknown"
      ? ""
      : `${period === "ended" ? "It came to" : "So far it is"} ${moneyText(observed.value, currency)}, with a range of ${moneyRangeText(observed.lower, observed.upper, currency, "to")}.`;
  return html`<section>
    <h2>What was expected</h2>
    <p>
      ${moneyText(expected, currency)} more net revenue per session than the reference. ${came}
      <b>${judgement}</b>
    </p>
  </section>`;
};
