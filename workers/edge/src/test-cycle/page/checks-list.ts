import type { TestCycleReport } from "@nextmove/contract";
import { MOST_EXPOSURE_ERRORS } from "@nextmove/statistics";
import { html } from "hono/html";
import { countText, percentText, pointsText, totalText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";

interface Check {
  state: "good" | "open" | "bad";
  title: string;
  text: string;
}

const MARKS = { good: "✓", open: "•", bad: "✗" } as const;

const splitCheck = ({ checks: { sampleRatio } }: TestCycleReport): Check => {
  const split = sampleRatio.models
    .map(
      ({ modelId, sessions, expected }) =>
        `${modelId} ${countText(sessions)} of ${countText(expected)} expected`,
    )
    .join(", ");
  switch (sampleRatio.status) {
    case "fine":
      return { state: "good", title: "Sessions split as planned", text: split };
    case "too_few":
      return { state: "open", title: "Too few sessions to check the split", text: split };
    case "mismatch":
      return {
        state: "bad",
        title: "Sessions did not split as planned",
        text: `${split}. Something loses or doubles sessions of one model.`,
      };
  }
};

const exposureCheck = ({ checks: { multipleExposure } }: TestCycleReport): Check => {
  const { sessions, share, isTooMany } = multipleExposure;
  return {
    state: isTooMany ? "bad" : "good",
    title: isTooMany ? "Too many sessions met two models" : "Sessions met one model each",
    text: `${countText(sessions)} sessions (${percentText(share)}) were assigned a second one; up to ${percentText(MOST_EXPOSURE_ERRORS)} does no harm.`,
  };
};

const guardrailChecks = ({ checks: { guardrails }, state }: TestCycleReport): Check[] => {
  const open = state === "ended" ? "not certain" : "not certain yet";
  return guardrails.map(({ metric, modelId, baseline, value, margin, status }) => ({
    state: status === "passed" ? "good" : status === "failed" ? "bad" : "open",
    title: `Limit on “${metric}” ${status === "passed" ? "kept" : status === "failed" ? "broken" : open}`,
    text: `${
      value === null || baseline === null
        ? `Too few sessions to say of ${modelId}`
        : `${percentText(value)} of the sessions of ${modelId}, ${percentText(baseline)} of those it is compared with`
    }; ${pointsText(margin)} more would be too many.`,
  }));
};

/** "1 visitor", "2 visitors". */
const counted = (count: number, one: string): string =>
  `${countText(count)} ${one}${count === 1 ? "" : "s"}`;

const leftOut = ({ checks, currency }: TestCycleReport): Check[] => {
  const { unassigned, elsewhere, early, scripts, unmapped, foreign } = checks;
  const unknown = unmapped.map(
    ({ outcomeId, outcomes }) => `${outcomeId} (${countText(outcomes)})`,
  );
  const others = foreign.map(({ currency: other, value, outcomes }) =>
    value === null ? `${counted(outcomes, "outcome")} in others` : totalText(value, other),
  );
  return [
    {
      visitors: unassigned.visitors,
      title: "Visitors without a model",
      text: `In no figure: ${counted(unassigned.visitors, "visitor")} with ${totalText(unassigned.revenue, currency)} of revenue.`,
    },
    {
      visitors: elsewhere.visitors,
      title: "Visitors of other tests only",
      text: `In no figure: ${counted(elsewhere.visitors, "visitor")} with ${totalText(elsewhere.revenue, currency)} of revenue.`,
    },
    {
      visitors: early.visitors,
      title: "Events long before an assignment",
      text: `In no figure: ${counted(early.events, "event")} with ${totalText(early.revenue, currency)} of revenue.`,
    },
    {
      visitors: scripts,
      title: "Visitors that are scripts",
      text: `In no figure: ${counted(scripts, "visitor")} who did thousands of things.`,
    },
    {
      visitors: unknown.length,
      title: "Outcomes of unknown worth",
      text: `Counted as 0: ${unknown.join(", ")}. The catalogue of outcomes can say what they are worth.`,
    },
    {
      visitors: others.length,
      title: "Money in other currencies",
      text: `Counted as 0: ${others.join(", ")}.`,
    },
  ]
    .filter(({ visitors }) => visitors > 0)
    .map(({ title, text }) => ({ state: "open", title, text }));
};

/** Whether the figures can be trusted, and what is in none of them. */
export const checksList = (report: TestCycleReport): Markup =>
  html`<ul class="checks">
    ${[
      splitCheck(report),
      exposureCheck(report),
      ...guardrailChecks(report),
      ...leftOut(report),
    ].map(
      ({ state, title, text }) =>
        html`<li>
          <span class="mark ${state}" aria-hidden="true">${MARKS[state]}</span>
          <div><b>${title}</b><br /><span class="quiet">${text}</span></div>
        </li>`,
    )}
  </ul>`;
