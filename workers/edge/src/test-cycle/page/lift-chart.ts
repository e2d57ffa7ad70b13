import type { ComparisonFigures, LiftDay, TestCycleReport } from "@nextmove/contract";
import { html } from "hono/html";
import { DAY_MS } from "../fold/frame.ts";
import { moneyText } from "../report/figures-text.ts";
import { boundsOf } from "./interval-chart.ts";
import type { Markup } from "./markup.ts";
import { type Scale, scaleOver } from "./scale.ts";

const HEIGHT = 260;
/** Percent of the width from which on a second date stands clear of the first, on a phone too. */
const LEAST_BETWEEN_DATES = 35;
/** Below the plot, for the dates. */
const FOOT = 22;
const STEPS = 5;
/** The first days know so little that their ranges would flatten all others. */
const UNSETTLED_SHARE = 0.2;

const point = (x: number, y: number): string => `${x.toFixed(2)},${y.toFixed(2)}`;

/** "2026-03-02" as "2 Mar". */
const dayText = (date: string): string =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(date),
  );

/** A day whose range is known; before it, the difference is unknown. */
type KnownDay = LiftDay & { value: number; lower: number; upper: number };

const isKnown = (day: LiftDay): day is KnownDay =>
  day.value !== null && day.lower !== null && day.upper !== null;

/**
 * How a difference and its range developed, from the first day on which there is a range. What is to
 * come of the period stays empty.
 */
export const liftChart = (
  { modelId, againstId, days: all, atEnd, difference }: ComparisonFigures,
  { start, days, currency }: Pick<TestCycleReport, "start" | "days" | "currency">,
): Markup => {
  const shown = all.filter(isKnown);
  const first = shown[0];
  const last = shown.at(-1);
  if (!first || !last) {
    return html`<p class="quiet">Too few sessions for a range: there is nothing to draw.</p>`;
  }
  const settled = shown.slice(Math.floor(shown.length * UNSETTLED_SHARE));
  const final = atEnd === null ? [] : boundsOf(difference);
  const scale: Scale = scaleOver([0, ...final, ...settled.flatMap(boundsOf)], STEPS);
  const begun = Date.parse(start.slice(0, 10));
  const across = ({ date }: LiftDay): number =>
    days < 2 ? 100 : (((Date.parse(date) - begun) / DAY_MS) * 100) / (days - 1);
  const up = (value: number): number => 100 - scale.percent(value);
  const line = shown.map((day) => point(across(day), up(day.value))).join(" ");
  const band = [
    ...shown.map((day) => point(across(day), up(day.upper))),
    ...shown.toReversed().map((day) => point(across(day), up(day.lower))),
  ].join(" ");
  const plot = HEIGHT - FOOT;
  const marks = [
    { at: 0, anchor: "start", date: start.slice(0, 10) },
    ...(across(last) > LEAST_BETWEEN_DATES
      ? [{ at: across(last), anchor: "end", date: last.date }]
      : []),
  ];
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
        // A single day has no width.
        shown.length === 1 && final.length === 0
          ? html`<line
                class="whisker test"
                x1="${across(first)}%"
                x2="${across(first)}%"
                y1="${down(first.lower)}"
                y2="${down(first.upper)}"
              />
              <circle class="point test" cx="${across(first)}%" cy="${down(first.value)}" r="6" />`
          : ""
      }
      ${
        final.length > 0
          ? html`<line
                class="end"
                x1="100%"
                x2="100%"
                y1="${down(Math.min(...final))}"
                y2="${down(Math.max(...final))}"
              />
              <circle class="end" cx="100%" cy="${down(difference.value ?? 0)}" r="5" />`
          : ""
      }
      ${marks.map(
        ({ at, anchor, date }) =>
          html`<text x="${at}%" y="${HEIGHT - 6}" text-anchor="${anchor}">${dayText(date)}</text>`,
      )}
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
