import { TRAINING_DAYS } from "./calendar.ts";

const DAYS_A_WEEK = 7;

/**
 * Tells about a simulation's progress where there is no terminal to draw it on: a line a week.
 *
 * @param days of the period
 */
export const weekLines = (days: number, write: (line: string) => void) => {
  // All weeks have as many visits, so visits say which week it is.
  const weeks = Math.ceil((TRAINING_DAYS + days) / DAYS_A_WEEK);
  let told = 0;
  return (done: number, all: number): void => {
    const over = done >= all ? weeks : Math.floor((weeks * done) / all);
    for (; told < over; told += 1) {
      const what = told === 0 ? "training" : `week ${told} of ${weeks - 1}`;
      write(`${what}: ${done} of ${all} visits`);
    }
  };
};
