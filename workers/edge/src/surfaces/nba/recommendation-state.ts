import { type Observation, observe } from "@nextmove/engine";

/** How much of every list to try, until the state fits into a decision. */
const LENGTHS = [Number.POSITIVE_INFINITY, 15, 5, 1];

/** As much of a state as a decision's row takes, the latest of every list. A recommendation never fails for its state. */
export const observeState = (state: Readonly<Record<string, unknown>>): Observation => {
  for (const length of LENGTHS) {
    const shortened = Object.entries(state).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.slice(-length) : value,
    ]);
    const observed = observe(Object.fromEntries(shortened));
    if (observed.ok) return observed.value;
  }
  const nothing = observe({});
  if (!nothing.ok) throw new Error("an empty state is refused");
  return nothing.value;
};
