import type { VisitState } from "@nextmove/contract";
import { type Observation, observe } from "@nextmove/engine";

/** How much of every list to try: of the longest ids there can be, one each fits a state's 4 kB. */
const LENGTHS = [Number.POSITIVE_INFINITY, 15, 10, 5, 2, 1];

/** The state with the last of every list only. */
const shortened = (state: VisitState, length: number): VisitState =>
  Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.slice(-length) : value,
    ]),
  );

/** A visit's state as the decision takes it: as much of its lists, most recent last, as one may hold. */
export const observeVisit = (state: VisitState): Observation => {
  for (const length of LENGTHS) {
    const observed = observe(shortened(state, length));
    if (observed.ok) return observed.value;
  }
  throw new Error("a visit's state is out of bounds though its lists are short");
};
