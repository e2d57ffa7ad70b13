import { createRandom } from "@nextmove/engine";
import { describe, expect, it } from "vitest";
import { type EvenExposure, evenExposure, type Exposed } from "./even-exposure.ts";

/** A state: how common it is, what is drawn in it, and how likely it is shown. */
type State = {
  common: number;
  probabilities: readonly number[];
  shown: number | readonly number[];
};

const PHONE: State = { common: 0.6, probabilities: [0.85, 0.1, 0.05], shown: 0.2 };
const DESKTOP: State = { common: 0.4, probabilities: [0.1, 0.2, 0.7], shown: 0.9 };

/** Decisions in these states. */
const decide = (states: readonly State[], decisions: number, seed: string): Exposed[] => {
  const random = createRandom(seed);
  const draw = (weights: readonly number[]): number => {
    let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
    return weights.findIndex((weight) => (left -= weight) < 0);
  };
  const names = states[0]?.probabilities ?? [];
  const sums = names.map(() => ({
    decided: 0,
    shown: 0,
    excess: 0,
    excessShown: 0,
    spread: 0,
    spreadShown: 0,
  }));
  for (let n = 0; n < decisions; n++) {
    const state = states[draw(states.map(({ common }) => common))];
    if (!state) continue;
    const drawn = draw(state.probabilities);
    const chance = typeof state.shown === "number" ? state.shown : (state.shown[drawn] ?? 0);
    const isShown = random() < chance ? 1 : 0;
    for (const [action, p] of state.probabilities.entries()) {
      const of = sums[action];
      if (!of) continue;
      const isDrawn = action === drawn ? 1 : 0;
      of.decided += isDrawn;
      of.shown += isDrawn * isShown;
      of.excess += isDrawn - p;
      of.excessShown += (isDrawn - p) * isShown;
      of.spread += p * (1 - p);
      of.spreadShown += p * (1 - p) * isShown;
    }
  }
  return sums;
};

const check = (states: readonly State[], decisions = 8_000, seed = "exposure"): EvenExposure =>
  evenExposure(decide(states, decisions, seed));

/** Drawn evenly among as many as there are numbers, each of which says how often it is shown. */
const evenly = (...shown: number[]): State => ({
  common: 1,
  probabilities: shown.map(() => 1 / shown.length),
  shown,
});

describe("evenExposure", () => {
  it("knows what a draw among two comes to", () => {
    const even = { excess: 0, spread: 50 };
    const { status, p, due } = evenExposure([
      { decided: 100, shown: 50, ...even, excessShown: -10, spreadShown: 30 },
      { decided: 100, shown: 70, ...even, excessShown: 10, spreadShown: 30 },
    ]);
    expect(due).toEqual([60, 60]);
    // Variance .4² · 30 + .6² · 20 = 12, largest step .6.
    expect(p).toBeCloseTo(2 * 2 * Math.exp(-100 / (2 * (12 + 2))), 12);
    expect(status).toBe("fine");
  });

  it("does not mind that other things are drawn in states in which less is shown", () => {
    const wrong = Array.from({ length: 300 }, (_, n) => check([PHONE, DESKTOP], 1_000, `${n}`));
    expect(wrong.filter(({ status }) => status === "mismatch")).toEqual([]);
    expect(wrong.filter(({ status }) => status === "too_few")).toEqual([]);
    // Though by all of them together the first is shown at half the rate of the third.
    const [first, , third] = decide([PHONE, DESKTOP], 4_000, "rates");
    const rate = ({ shown, decided }: Exposed) => shown / decided;
    if (first && third) expect(rate(first)).toBeLessThan(rate(third) / 2);
  });

  it.each([
    ["in all states", PHONE, { ...DESKTOP, shown: [0.9, 0.9, 0.6] }],
    ["on phones", { ...PHONE, shown: [0.2, 0.02, 0.2] }, DESKTOP],
    ["where it is rare", PHONE, { ...DESKTOP, shown: [0.1, 0.9, 0.9] }],
  ])("finds an action whose exposures are lost %s", (_, phone, desktop) => {
    const found = check([phone, desktop]);
    expect(found.status).toBe("mismatch");
    const action = [phone, desktop].flatMap(({ shown }) =>
      typeof shown === "number" ? [] : [shown.indexOf(Math.min(...shown))],
    )[0];
    const sums = decide([phone, desktop], 8_000, "exposure");
    const missing = sums.map(({ shown }, i) => (found.due[i] ?? 0) - shown);
    expect(missing.indexOf(Math.max(...missing))).toBe(action);
  });

  it("takes actions together that are rare, and leaves them out where they are too few even so", () => {
    const rare = Array.from({ length: 20 }, () => 0.004);
    const probabilities = [0.92, ...rare];
    const lost = [0.5, ...rare.map(() => 0)];
    const often: State = { common: 1, probabilities, shown: lost };
    expect(check([often], 1_500).status).toBe("mismatch");
    expect(check([{ ...often, shown: 0.5 }], 1_500).status).toBe("fine");
    expect(check([often], 100).status).toBe("too_few");
  });

  it.each([
    ["nothing was decided", 0, evenly(0.5, 0.5)],
    ["nothing was shown", 500, evenly(0, 0)],
    ["all was shown", 500, evenly(1, 1)],
    ["there is one action", 500, evenly(0.5)],
    ["nothing was left to the dice", 500, { ...evenly(0.5, 0.5), probabilities: [1, 0] }],
  ])("has nothing to tell where %s", (_, decisions, state) => {
    expect(check([state], decisions)).toMatchObject({ status: "too_few", p: 1 });
  });
});
