// @ts-check
import { html } from "../view/html.js";

const WIDTH = 260;
const HEIGHT = 44;
const PADDING = 3;

/**
 * The mean reward as learning went on. Nothing to draw before there are two points.
 * @param {{ decisions: number, reward_mean: number }[]} curve
 */
export function sparkline(curve) {
  const [first] = curve;
  const last = curve.at(-1);
  if (first === undefined || last === undefined || curve.length < 2) return html``;
  const means = curve.map(({ reward_mean }) => reward_mean);
  const floor = Math.min(0, ...means);
  const range = Math.max(...means) - floor || 1;
  const step = (WIDTH - 2 * PADDING) / (curve.length - 1);
  const points = means.map((mean, index) => [
    PADDING + index * step,
    HEIGHT - PADDING - ((mean - floor) / range) * (HEIGHT - 2 * PADDING),
  ]);
  const line = points.map((point) => point.map((n) => n.toFixed(1)).join(",")).join(" ");
  return html`<figure>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Mean reward over time">
      <polyline points="${line}" />
      <circle cx="${points.at(-1)?.[0]}" cy="${points.at(-1)?.[1]}" r="3" />
    </svg>
    <figcaption>
      mean reward, from ${first.reward_mean.toFixed(2)} to ${last.reward_mean.toFixed(2)}
    </figcaption>
  </figure>`;
}
