import { ACTIONS_LIMIT } from "@nextmove/contract";
import type { Term } from "@nextmove/engine";
import { readExposureKey } from "../../decision-log/exposure-counts.ts";
import type { LearningBatch, Tally } from "../../protocol/case-model/learning.ts";

/** A stretch of the learning curve. `reward` is the sum of what was learned, in the shop's unit. */
interface Stretch {
  /** Activation of its first decision, ms: rewards find their stretch by it, however late. */
  since: number;
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
  /** Latest activation counted, ms: a stretch that opens later takes nothing that is counted already. */
  latest: number;
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
  latest: 0,
});

const add = (tally: Tally, key: string, count: number): void => {
  const value = (Object.hasOwn(tally, key) ? (tally[key] ?? 0) : 0) + count;
  // Not assigned: an action may be called `__proto__`.
  Object.defineProperty(tally, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
};

/** The most that a case can learn: what is drawn and never shown is not learned, and has no bound. */
const EXPOSED_ACTIONS_LIMIT = ACTIONS_LIMIT;

/** Whether there is room for a count of an action's exposure. */
const mayCount = (tally: Tally, key: string): boolean => {
  const [, action] = readExposureKey(key) ?? [];
  if (action === undefined || Object.hasOwn(tally, key)) return true;
  const known = new Set(Object.keys(tally).flatMap((each) => readExposureKey(each)?.[1] ?? []));
  return known.has(action) || known.size < EXPOSED_ACTIONS_LIMIT;
};

const halve = (curve: readonly Stretch[]): Stretch[] =>
  curve.flatMap((left, index) => {
    if (index % 2 === 1) return [];
    const right = curve[index + 1];
    if (!right) return [left];
    const { since } = left;
    return [
      { since, decisions: left.decisions + right.decisions, reward: left.reward + right.reward },
    ];
  });

const openStretch = (activity: Activity, since: number): Stretch => {
  if (activity.curve.length >= CURVE_LIMIT) {
    activity.curve = halve(activity.curve);
    activity.stretch *= 2;
  }
  const stretch = { since, decisions: 0, reward: 0 };
  activity.curve.push(stretch);
  return stretch;
};

/** The stretch of a term's activation: all terms of a decision fall into the one that counted it. */
const stretchFor = (activity: Activity, term: Term): Stretch => {
  const last = activity.curve.at(-1);
  const isFull = !last || (last.decisions >= activity.stretch && term.at > activity.latest);
  activity.latest = Math.max(activity.latest, term.at);
  if (term.count === 1 && isFull) return openStretch(activity, term.at);
  return (
    activity.curve.findLast(({ since }) => since <= term.at) ??
    last ??
    openStretch(activity, term.at)
  );
};

/** Counts a batch. Changes `activity`. */
export const countBatch = (activity: Activity, batch: LearningBatch): void => {
  for (const [key, n] of Object.entries(batch.tally)) {
    if (mayCount(activity.tally, key)) add(activity.tally, key, n);
  }
  for (const term of batch.lessons.flatMap(({ terms }) => terms)) {
    if (term.count !== 0) add(activity.shown, term.action, term.count);
    const stretch = stretchFor(activity, term);
    const change = term.to - term.from;
    stretch.decisions += term.count;
    stretch.reward += change;
    activity.reward += change;
  }
};
