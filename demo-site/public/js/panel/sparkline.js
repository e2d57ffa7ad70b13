// @ts-check
import { html } from "../view/html.js";

/** @typedef {{ decisions: number, reward_mean: number }} Stretch */

const WIDTH = 260;
const HEIGHT = 44;
const PADDING = 3;
/** A stretch of the curve is some dozens of decisions: alone it shows luck, this many show learning. */
const SMOOTHED_OVER = 8;

/**
 * Running mean of the reward, each stretch weighing as much as it has decisions.
 * @param {readonly Stretch[]} curve
 */
export const smoothed = (curve) =>
  curve.map((_, index) => {
    const stretches = curve.slice(Math.max(0, index + 1 - SMOOTHED_OVER), index + 1);
    const decisions = stretches.reduce((sum, stretch) => sum + stretch.decisions, 0);
    const reward = stretches.reduce((sum, each) => sum + each.decisions * each.reward_mean, 0);
    return reward / Math.max(1, decisions);
  });

/** @param {readonly number[]} means */
function pointsOf(means) {
  const floor = Math.min(0, ...means);
  const range = Math.max(...means) - floor || 1;
  const step = (WIDTH - 2 * PADDING) / (means.length - 1);
  return means.map((mean, index) => ({
    x: (PADDING + index * step).toFixed(1),
    y: (HEIGHT - PADDING - ((mean - floor) / range) * (HEIGHT - 2 * PADDING)).toFixed(1),
  }));
}

/** The mean reward as learning went on. Nothing to draw before there are two points. @param {readonly Stretch[]} curve */
export function sparkline(curve) {
  const means = smoothed(curve);
  const latest = means.at(-1);
  if (latest === undefined || means.length < 2) return html``;
  const points = pointsOf(means);
  const end = points.at(-1);
  return html`<figure>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Mean reward over time">
      <polyline points="${points.map(({ x, y }) => `${x},${y}`).join(" ")}" />
      <circle cx="${end?.x}" cy="${end?.y}" r="3" />
    </svg>
    <figcaption>mean reward over time, now ${latest.toPrecision(2)}</figcaption>
  </figure>`;
}
