import type { Estimate, ModelRole } from "@nextmove/contract";
import { html } from "hono/html";
import { moneyText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";
import { type Scale, scaleOver } from "./scale.ts";

/** One line of the chart. */
export interface IntervalRow {
  label: string;
  role: ModelRole;
  estimate: Estimate;
}

const STEPS = 4;

const spread = ({ value, lower, upper }: Estimate): number[] => [
  value,
  lower ?? value,
  upper ?? value,
];

const rangeText = ({ lower, upper }: Estimate, currency: string): string =>
  lower === null || upper === null
    ? "range not known yet"
    : `${moneyText(lower, currency)} to ${moneyText(upper, currency)}`;

const rowOf = ({ label, role, estimate }: IntervalRow, scale: Scale, currency: string): Markup => {
  const { value, lower, upper } = estimate;
  const from = scale.percent(lower ?? scale.low);
  const to = scale.percent(upper ?? scale.high);
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
      <line class="whisker ${role}" x1="${from}%" x2="${to}%" y1="11" y2="11" />
      <circle class="point ${role}" cx="${scale.percent(value)}%" cy="11" r="6" />
    </svg>
  </li>`;
};

/** Figures with their ranges, one above the other on one scale. */
export const intervalChart = (
  rows: readonly IntervalRow[],
  caption: string,
  currency: string,
): Markup => {
  const scale = scaleOver(
    rows.flatMap(({ estimate }) => spread(estimate)),
    STEPS,
  );
  return html`<figure>
    <ul class="intervals">
      ${rows.map((row) => rowOf(row, scale, currency))}
    </ul>
    <svg class="chart axis" height="18" aria-hidden="true">
      ${scale.ticks.map(
        (tick) =>
          html`<text x="${scale.percent(tick)}%" y="13" text-anchor="middle"
            >${moneyText(tick, currency)}</text
          >`,
      )}
    </svg>
    <figcaption>${caption}</figcaption>
  </figure>`;
};
