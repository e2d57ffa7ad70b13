import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Random } from "../../random/seeded.ts";
import { createRandom } from "../../random/seeded.ts";
import { drawPlaces } from "./draw-places.ts";

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const always = (): boolean => true;

const odds = fc.array(
  fc.tuple(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.oneof(
      fc.constant(0),
      fc.double({ min: -6, max: 0, noNaN: true }).map((exponent) => 10 ** exponent),
    ),
  ),
  { minLength: 1, maxLength: 24 },
);

describe("drawPlaces", () => {
  it("draws each candidate once, whatever their odds", () => {
    fc.assert(
      fc.property(odds, fc.string(), (scores, seed) => {
        const { next } = drawPlaces({
          means: scores.map(([mean]) => mean),
          deviations: scores.map(([, deviation]) => deviation),
          floor: 0.01,
          uniformShare: 0,
          random: createRandom(seed),
        });
        const drawn = scores.map(() => next(always));
        expect(new Set(drawn.map((one) => one?.index))).toEqual(new Set(scores.keys()));
        scores.forEach((_, place) => {
          const probability = drawn[place]?.probability ?? 0;
          expect(probability).toBeGreaterThanOrEqual(0.01 / (scores.length - place) - 1e-12);
          expect(probability).toBeLessThanOrEqual(1 + 1e-12);
        });
        expect(drawn.at(-1)?.probability).toBeCloseTo(1, 12);
        expect(next(always)).toBeUndefined();
      }),
    );
  });

  it("gives every candidate a probability at each place that together make 1", () => {
    fc.assert(
      fc.property(odds, (scores) => {
        const means = scores.map(([mean]) => mean);
        const deviations = scores.map(([, deviation]) => deviation);
        // The same draws up to a place, then every point of that place's distribution once.
        const total = new Map<number, number>();
        const points = 400;
        const place = Math.min(2, scores.length - 1);
        for (let point = 0; point < points; point++) {
          let draws = 0;
          const random = (): number => (draws++ < place ? 0.3 : (point + 0.5) / points);
          const { next } = drawPlaces({ means, deviations, floor: 0.05, uniformShare: 0, random });
          for (let before = 0; before < place; before++) next(always);
          const drawn = next(always);
          if (drawn) total.set(drawn.index, drawn.probability);
        }
        // A candidate below the resolution of the points may have been missed.
        const sum = [...total.values()].reduce((all, one) => all + one, 0);
        expect(sum).toBeLessThanOrEqual(1 + 1e-9);
        expect(sum).toBeGreaterThan(1 - scores.length / points);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ["of all sizes", [0.1, 0.2, 0.3, 0.02, 0.5, 0.001]],
    ["much alike", [0.1, 0.15, 0.2, 0.12, 0.3, 0.08]],
  ])("draws as often as scores drawn anew for each place would, deviations %s", (_, deviations) => {
    const means = [0.3, 0.25, 0.1, 0, -0.2, 0.31];
    const random = createRandom("scores");
    const draws = 40_000;
    const pairs = new Map<string, number>();
    const best = (open: readonly number[]): number => {
      const scores = open.map((i) => (means[i] ?? 0) + (deviations[i] ?? 0) * gaussian(random));
      return open[scores.indexOf(Math.max(...scores))] ?? 0;
    };
    const all = [...means.keys()];
    for (let draw = 0; draw < draws; draw++) {
      const first = best(all);
      const second = best(all.filter((i) => i !== first));
      const pair = `${first} ${second}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
    const logged = new Map<string, number>();
    for (let run = 0; run < 3000; run++) {
      const { next } = drawPlaces({
        means,
        deviations,
        floor: 0,
        uniformShare: 0,
        random: createRandom(`${run}`),
      });
      const [first, second] = [next(always), next(always)];
      if (!first || !second) throw new Error("nothing was drawn");
      logged.set(`${first.index} ${second.index}`, first.probability * second.probability);
    }
    for (const [pair, times] of pairs) {
      if (times < draws / 200) continue;
      expect(Math.abs((logged.get(pair) ?? 0) - times / draws), pair).toBeLessThan(0.01);
    }
  });

  it("passes over what is not open, and comes back to it", () => {
    const { next } = drawPlaces({
      means: [3, 2, 1],
      deviations: [0, 0, 0],
      floor: 0,
      uniformShare: 0,
      random: createRandom("s"),
    });
    expect(next((i) => i !== 0)).toEqual({ index: 1, probability: 1 });
    expect(next(always)).toEqual({ index: 0, probability: 1 });
    expect(next(() => false)).toBeUndefined();
    expect(next(always)).toEqual({ index: 2, probability: 1 });
  });

  it("says of a list how probable it is over even lists and others together", () => {
    const scores = { means: [1, 0.5, 0.4, 0], deviations: [0.5, 0.2, 0.3, 0], floor: 0.3 };
    /** The lists of this many draws, each with its probability. */
    const listsOf = (uniformShare: number, draws: number) => {
      const lists = new Map<string, number>();
      let even = 0;
      for (let n = 0; n < draws; n++) {
        const random = createRandom(`${uniformShare} ${n}`);
        const { next, isUniform } = drawPlaces({ ...scores, uniformShare, random });
        const drawn = scores.means.flatMap(() => next(always) ?? []);
        const list = drawn.map(({ index }) => index).join(" ");
        lists.set(
          list,
          drawn.reduce((product, { probability }) => product * probability, 1),
        );
        even += isUniform ? 1 : 0;
      }
      return { lists, even: even / draws };
    };
    const PERMUTATIONS = 24;
    const learned = listsOf(0, 4000);
    const mixed = listsOf(0.4, 1000);
    expect(learned.lists.size).toBe(PERMUTATIONS);
    expect(mixed.lists.size).toBe(PERMUTATIONS);
    for (const [list, probability] of mixed.lists) {
      const expected = 0.6 * (learned.lists.get(list) ?? 0) + 0.4 / PERMUTATIONS;
      expect(probability).toBeCloseTo(expected, 9);
    }
    expect(learned.even).toBe(0);
    // Five standard deviations of a thousand tosses.
    expect(Math.abs(mixed.even - 0.4)).toBeLessThan(0.08);
  });
});
