import type { Estimate, ModelRole } from "@nextmove/contract";
import { html } from "hono/html";
import { moneyRangeText, moneyText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";
import { type Scale, scaleOver } from "./scale.ts";

/** One line of the chart. */
interface IntervalRow {
  label: string;
  role: ModelRole;
  estimate: Estimate;
}

const STEPS = 4;
/** Percent of the width at either end where half a sum has no room beside its mark, on a phone. */
const END_OF_AXIS = 10;

/** A sum at an end of the axis begins or ends at its mark, for else it would stand beyond the chart. */
const anchorAt = (percent: number): string => {
  if (percent < END_OF_AXIS) return "start";
  return percent > 100 - END_OF_AXIS ? "end" : "middle";
};

/** What is known of a figure, to be within a chart. */
export const boundsOf = ({ value, lower, upper }: Estimate): number[] =>
  [value, lower, upper].filter((bound) => bound !== null);

/** What the range of a figure is, or why it has none. */
export const rangeText = ({ value, lower, upper }: Estimate, currency: string): string => {
  if (lower !== null && upper !== null) {
    return moneyRangeText(lower, upper, currency, "to");
  }
  return value === null ? "too few sessions" : "too few sessions for a range";
};

const rowOf = ({ label, role, estimate }: IntervalRow, scale: Scale, currency: string): Markup => {
  const { value, lower, upper } = estimate;
  const range =
    lower === null || upper === null
      ? ""
      : html`<line
          class="whisker ${role}"
          x1="${scale.percent(lower)}%"
          x2="${scale.percent(upper)}%"
          y1="11"
          y2="11"
        />`;
  const point =
    value === null
      ? ""
      : html`<circle class="point ${role}" cx="${scale.percent(value)}%" cy="11" r="6" />`;
  return html`<li>
    <div class="row">
      <span class="name"
        ><i class="dot ${role}"></i>${label} <span class="quiet">${role}</span></span
      >
      <span
        ><b>${moneyText(value, currency)}</b>
        <span class="quiet">${rangeText(estimate, currency)}</span></span
      >
    </div>
    <svg class="chart" height="22" aria-hidden="true">
      ${scale.ticks.map(
        (tick) =>
          html`<line
            class="grid"
            x1="${scale.percent(tick)}%"
            x2="${scale.percent(tick)}%"
            y1="0"
            y2="22"
          />`,
      )}
      ${range} ${point}
    </svg>
  </li>`;
};

/** What a line stands for, where there is one. */
const captionOf = (rows: readonly IntervalRow[]): string => {
  const isAnyKnown = rows.some(({ estimate }) => estimate.lower !== null);
  return `What a session brings after all costs.${
    isAnyKnown ? " The line is the range in which the true figure lies with 95% certainty." : ""
  }`;
};

/** What models bring a session, with the ranges, one above the other on one scale. */
export const intervalChart = (rows: readonly IntervalRow[], currency: string): Markup => {
  const values = rows.flatMap(({ estimate }) => boundsOf(estimate));
  const scale = scaleOver(values, STEPS);
  return html`<figure>
    <ul class="intervals">
      ${rows.map((row) => rowOf(row, scale, currency))}
    </ul>
    <svg class="chart axis" height="18" aria-hidden="true">
      ${(values.length > 0 ? scale.ticks : []).map(
        (tick) =>
          html`<text
            x="${scale.percent(tick)}%"
            y="13"
            text-anchor="${anchorAt(scale.percent(tick))}"
            >${moneyText(tick, currency)}</text
          >`,
      )}
    </svg>
    <figcaption>${captionOf(rows)}</figcaption>
  </figure>`;
};
