import { type Observation, observe } from "@nextmove/engine";

/**
 * How much of every list to try where the whole is too much: of the longest ids there can be, one each of a
 * visit's fits a state's 4 kB.
 */
const LENGTHS = [15, 10, 5, 2, 1];

/** The state with the last of every list only. */
const shortened = (state: object, length: number): object =>
  Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.slice(-length) : value,
    ]),
  );

/**
 * As much of a state as a decision takes, of its lists what came last; nothing where no part of them fits. For
 * what never fails for its state: what pages have told, and recommendations.
 */
export const observeRecent = (state: object): Observation => {
  const whole = observe(state);
  if (whole.ok) return whole.value;
  for (const length of LENGTHS) {
    const observed = observe(shortened(state, length));
    if (observed.ok) return observed.value;
  }
  return { c: [], n: [] };
};
