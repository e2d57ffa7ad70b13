import { decayOver, tickAt, weightOf } from "../../learning/forgetting.ts";
import type { Statistics } from "../../learning/statistics.ts";
import { addTerm, createStatistics, scaleStatistics } from "../../learning/statistics.ts";
import { delayAges } from "../../delays/delay-table.ts";
import { agePlaces } from "./age-places.ts";
import { HEAD_DIMENSION } from "./features.ts";
import type { HeadLesson } from "./lesson.ts";
import { unpackFeatures } from "./pack-features.ts";
import type { HeadRegression } from "./regression.ts";
import { solveHead } from "./regression.ts";
import { withoutWaiting } from "./still-missing.ts";
import type { WaitingPlaces } from "./waiting-places.ts";
import { createWaitingPlaces, decayWaiting, noteWaiting } from "./waiting-places.ts";

/**
 * What the places at the head of the lists have brought, learned by one Bayesian linear regression
 * over item and context that all products share: a shop has more products than any one of them is
 * shown, and new ones every day.
 */
export interface Head {
  readonly statistics: Statistics;
  /** Of the places in these sums those that may still bring something. */
  readonly places: WaitingPlaces;
  /** Lessons learned. */
  version: number;
  /** As in `Forgetting`: changes when lessons come that are forgotten otherwise. */
  halfLifeMs: number | null;
  tick: number;
  /** Solved when a list is made, and again after something was learned or time has passed. */
  solved: { readonly regression: HeadRegression | undefined; readonly at: number } | undefined;
}

export function createHead(): Head {
  const statistics = createStatistics(HEAD_DIMENSION);
  const places = createWaitingPlaces();
  return { statistics, places, version: 0, halfLifeMs: null, tick: 0, solved: undefined };
}

/** Learns a lesson. What is not finite, or was not made by this version, is passed over. */
export function learnPlace(head: Head, lesson: HeadLesson): void {
  const { count, from, to, at } = lesson;
  const x = unpackFeatures(lesson.features);
  const weight = weightOf(head, at);
  if (x === undefined || !Number.isFinite(to - from) || !Number.isFinite(weight)) return;
  addTerm(head.statistics, x, { action: "", count, from, to, at }, weight);
  noteWaiting(head.places, x, lesson, weight);
  head.version += 1;
  head.solved = undefined;
}

/**
 * Lets what was learned grow older, before more is: the sums decay to the tick of `now`, and what has
 * waited for rewards as long as they are learned waits no longer.
 *
 * @param windowMs how long after its list a reward is learned
 */
export function ageHead(
  head: Head,
  { halfLifeMs, windowMs }: { halfLifeMs: number | null; windowMs: number },
  now: number,
): void {
  forgetPlaces(head, halfLifeMs, now);
  agePlaces(head.places, windowMs, now);
}

function forgetPlaces(head: Head, halfLifeMs: number | null, now: number): void {
  const tick = tickAt(halfLifeMs, now);
  // Under another half-life ticks are of another length: it holds from now on.
  const ticks = halfLifeMs === head.halfLifeMs ? tick - head.tick : 0;
  if (ticks > 0) {
    scaleStatistics(head.statistics, decayOver(ticks));
    decayWaiting(head.places, decayOver(ticks));
  }
  if (ticks !== 0) head.solved = undefined;
  if (ticks < 0) return; // a clock that was set back
  head.halfLifeMs = halfLifeMs;
  head.tick = tick;
}

/** What is known now; undefined as long as nothing was ever rewarded. O(d³) after something was learned. */
export function regressionOf(head: Head, now: number): HeadRegression | undefined {
  const { statistics, places, solved } = head;
  if (statistics.squares <= 0) return undefined;
  const [youngestAge = 0] =
    places.cohorts.length > 0 ? delayAges(places.windowMs ?? 0) : [Infinity];
  if (solved && now < solved.at + youngestAge) return solved.regression;
  const regression = solveHead(withoutWaiting(statistics, places, now));
  head.solved = { regression, at: now };
  return regression;
}
