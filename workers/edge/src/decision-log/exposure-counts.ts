import type { Exposed } from "@nextmove/statistics";
import type { DecisionBody } from "./events.ts";
import { awaitsShowing } from "./teaches.ts";

type Count = keyof Exposed;

export const NO_EXPOSURE: Exposed = {
  decided: 0,
  shown: 0,
  excess: 0,
  excessShown: 0,
  spread: 0,
  spreadShown: 0,
};
const COUNTS = Object.keys(NO_EXPOSURE) as Count[];

/** Counts decisions of which the page says whether they are shown. */
export class ExposureCounts {
  readonly #byAction = new Map<string, Record<Count, number>>();

  addDecided(body: DecisionBody): void {
    this.#add(body, "decided", "excess", "spread");
  }

  /** What was drawn is on the screen. */
  addShown(body: DecisionBody): void {
    this.#add(body, "shown", "excessShown", "spreadShown");
  }

  /** As counts of a tally, by a key that says of what. */
  *entries(): Generator<[key: string, value: number]> {
    for (const [action, counts] of this.#byAction) {
      for (const count of COUNTS) {
        if (counts[count] !== 0) yield [`${count}:${action}`, counts[count]];
      }
    }
  }

  #add(body: DecisionBody, times: Count, excess: Count, spread: Count): void {
    if (!awaitsShowing(body)) return;
    for (const [place, action] of body.order.entries()) {
      const probability = body.probabilities[place] ?? 0;
      const isDrawn = place === 0;
      // What never could be drawn tells nothing.
      if (!isDrawn && probability === 0) continue;
      const counts = this.#of(action);
      if (isDrawn) counts[times] += 1;
      counts[excess] += (isDrawn ? 1 : 0) - probability;
      counts[spread] += probability * (1 - probability);
    }
  }

  #of(action: string): Record<Count, number> {
    const known = this.#byAction.get(action);
    if (known) return known;
    const counts = { ...NO_EXPOSURE };
    this.#byAction.set(action, counts);
    return counts;
  }
}

/** Which count of which action a key of a tally is, if it is one. */
export const readExposureKey = (key: string): [count: Count, action: string] | null => {
  const colon = key.indexOf(":");
  const count = COUNTS.find((each) => each === key.slice(0, colon));
  return count === undefined ? null : [count, key.slice(colon + 1)];
};
