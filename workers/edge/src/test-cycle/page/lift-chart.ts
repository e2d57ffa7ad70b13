import type { ComparisonFigures, Estimate, LiftDay } from "@nextmove/contract";
import { html } from "hono/html";
import { moneyText } from "../report/figures-text.ts";
import type { Markup } from "./markup.ts";
import { type Scale, scaleOver } from "./scale.ts";

const HEIGHT = 260;
/** Below the plot, for the dates. */
const FOOT = 22;
const STEPS = 5;
/** The first days know so little that their ranges would flatten all others. */
const UNSETTLED_SHARE = 0.2;

const boundsOf = ({ value, lower, upper }: Estimate): number[] => [
  value,
  lower ?? value,
  upper ?? value,
];

const point = (x: number, y: number): string => `${x.toFixed(2)},${y.toFixed(2)}`;

/** "2026-03-02" as "2 Mar". */
const dayText = (date: string): string =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(date),
  );

/**
 * How a difference and its range developed.
 *
 * @param days of the whole period: what is to come stays empty
 */
export const liftChart = (
  { modelId, againstId, days: shown, atEnd, difference }: ComparisonFigures,
  days: number,
  currency: string,
): Markup => {
  const first = shown[0];
  const last = shown.at(-1);
  if (!first || !last) return html`<p class="quiet">Nothing to show before the first session.</p>`;
  const settled = shown.slice(Math.floor(shown.length * UNSETTLED_SHARE));
  const final = atEnd === null ? [] : boundsOf(difference);
  const scale: Scale = scaleOver([0, ...final, ...settled.flatMap(boundsOf)], STEPS);
  const start = Date.parse(first.date);
  const across = ({ date }: LiftDay): number =>
    days < 2 ? 0 : (((Date.parse(date) - start) / 86_400_000) * 100) / (days - 1);
  const up = (value: number): number => 100 - scale.percent(value);
  const line = shown.map((day) => point(across(day), up(day.value))).join(" ");
  const band = [
    ...shown.map((day) => point(across(day), up(day.upper ?? scale.high))),
    ...shown.toReversed().map((day) => point(across(day), up(day.lower ?? scale.low))),
  ].join(" ");
  const plot = HEIGHT - FOOT;
  const down = (value: number): number => (up(value) / 100) * plot;
  return html`<figure>
    <svg class="chart lift" height="${HEIGHT}" role="img" aria-label="Difference by day">
      <svg width="100%" height="${plot}" viewBox="0 0 100 100" preserveAspectRatio="none">
        <polygon class="band" points="${band}" />
        ${scale.ticks.map(
          (tick) =>
            html`<line
              class="${Math.abs(tick) < 1e-12 ? "zero" : "grid"}"
              x1="0"
              x2="100"
              y1="${up(tick)}"
              y2="${up(tick)}"
            />`,
        )}
        <polyline class="line" points="${line}" />
      </svg>
      ${scale.ticks.map(
        (tick) => html`<text x="0" y="${down(tick) - 4}">${moneyText(tick, currency)}</text>`,
      )}
      ${
        final.length > 0
          ? html`<line
                class="end"
                x1="100%"
                x2="100%"
                y1="${down(Math.min(...final))}"
                y2="${down(Math.max(...final))}"
              />
              <circle class="end" cx="100%" cy="${down(difference.value)}" r="5" />`
          : ""
      }
      <text x="0" y="${HEIGHT - 6}">${dayText(first.date)}</text>
      ${
        shown.length > 1
          ? html`<text x="${across(last)}%" y="${HEIGHT - 6}" text-anchor="end"
              >${dayText(last.date)}</text
            >`
          : ""
      }
    </svg>
    <figcaption>
      Net revenue per session of ${modelId} less that of ${againstId}, of all sessions up to each
      day. While the shaded range contains the zero line, the difference may be chance.
      ${
        atEnd === null
          ? ""
          : "The bar on the right is the look at the planned end. It is sharper than the looks before, and the verdict goes by it."
      }
    </figcaption>
  </figure>`;
};
