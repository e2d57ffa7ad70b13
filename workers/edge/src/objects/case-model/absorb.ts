import { absorb, countArrival, countLived, delayAges, type Learner } from "@nextmove/engine";
import type { Lesson, Lived } from "../../protocol/case-model/learning.ts";

/**
 * Learns what a shard taught. Changes the learner.
 *
 * @param shareOf what share of a lesson the learner holds; when rewards come is counted of all
 */
export const absorbLessons = (
  learner: Learner,
  { lessons, lived }: { lessons: readonly Lesson[]; lived: readonly Lived[] },
  now: number,
  shareOf: (lesson: Lesson) => number,
): void => {
  const ages = delayAges(learner.options.windowMs);
  for (const lesson of lessons) {
    const { observation, terms, arrivals = [] } = lesson;
    absorb(learner, observation, terms, now, shareOf(lesson));
    for (const { action, level, count } of arrivals) {
      const age = ages[level];
      if (age !== undefined) countArrival(learner, action, age, count);
    }
  }
  // The engine numbers ages from 1: level 0 is a decision's birth.
  for (const { level, action, count } of lived) countLived(learner, level + 1, action, count);
};
