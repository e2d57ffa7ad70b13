import type { LearningBatch, Tally } from "../learning-protocol.ts";

/** A stretch of the learning curve. `reward` is the sum of what was learned, scaled. */
interface Stretch {
  decisions: number;
  reward: number;
}

/** What the model has seen, counted: for the status page, not for learning. JSON-safe. */
export interface Activity {
  tally: Tally;
  /** Activated decisions by action. */
  shown: Tally;
  reward: number;
  curve: Stretch[];
  /** Decisions per stretch; doubles when the curve is full. */
  stretch: number;
}

/** Enough for a curve, little enough for one row. */
const CURVE_LIMIT = 60;
const FIRST_STRETCH_DECISIONS = 20;

export const noActivity = (): Activity => ({
  tally: {},
  shown: {},
  reward: 0,
  curve: [],
  stretch: FIRST_STRETCH_DECISIONS,
});

const add = (tally: Tally, key: string, count: number): void => {
  tally[key] = (tally[key] ?? 0) + count;
};

const halve = (curve: readonly Stretch[]): Stretch[] =>
  curve.flatMap((left, index) => {
    if (index % 2 === 1) return [];
    const right = curve[index + 1] ?? { decisions: 0, reward: 0 };
    return [{ decisions: left.decisions + right.decisions, reward: left.reward + right.reward }];
  });

const count = (activity: Activity, decisions: number, reward: number): void => {
  let last = activity.curve.at(-1);
  if (!last || (decisions > 0 && last.decisions >= activity.stretch)) {
    if (activity.curve.length >= CURVE_LIMIT) {
      activity.curve = halve(activity.curve);
      activity.stretch *= 2;
    }
    last = { decisions: 0, reward: 0 };
    activity.curve.push(last);
  }
  // A late reward goes to the newest stretch: which one its decision was in is not kept.
  last.decisions += decisions;
  last.reward += reward;
  activity.reward += reward;
};

/** Counts a batch. Changes `activity`. */
export const countBatch = (activity: Activity, batch: LearningBatch): void => {
  for (const [key, n] of Object.entries(batch.tally)) add(activity.tally, key, n);
  for (const { terms } of batch.lessons) {
    for (const term of terms) {
      if (term.count !== 0) add(activity.shown, term.action, term.count);
      count(activity, term.count, term.to - term.from);
    }
  }
};
