import { describe, expect, it } from "vitest";
import {
  addFeature,
  createCandidates,
  featureOf,
  placeOf,
  propose,
  setFeature,
} from "./candidates.ts";
import {
  createMixture,
  featureIndex,
  FEATURES,
  learnNext,
  mix,
  ofStage,
  softmax,
  stageOf,
} from "./mixture.ts";
import { addScore, createScores } from "../scores/scores.ts";

describe("features", () => {
  it("are logarithms of a part's shares, whatever its scale", () => {
    for (const scale of [1, 1e6]) {
      const scores = createScores();
      addScore(scores, 3, 3 * scale);
      addScore(scores, 4, scale);
      const candidates = createCandidates(FEATURES.length);
      addFeature(candidates, 2, scores);
      const of = (item: number): number => featureOf(candidates, placeOf(candidates, item), 2);
      expect(of(3)).toBeCloseTo(Math.log(751) / Math.log(1001), 6);
      expect(of(4)).toBeCloseTo(Math.log(251) / Math.log(1001), 6);
    }
  });
});

describe("softmax", () => {
  it("is proportional to the exponentials and stands great logits", () => {
    const values = Float64Array.of(1000, 1000 + Math.log(3));
    softmax(values);
    expect(values[0]).toBeCloseTo(0.25, 9);
    expect(values[1]).toBeCloseTo(0.75, 9);
  });
});

describe("the mixture", () => {
  const [after, associated] = [featureIndex("after"), featureIndex("associated")];

  /** Two candidates, each with one part that speaks for it alone. */
  function rivals(): ReturnType<typeof createCandidates> {
    const candidates = createCandidates(FEATURES.length);
    setFeature(candidates, propose(candidates, 1), after, 1);
    setFeature(candidates, propose(candidates, 2), associated, 1);
    return candidates;
  }

  it("follows the gradient of the logit: chosen minus expected", () => {
    const mixture = createMixture();
    learnNext(mixture, 0, rivals(), 0);
    // Both begin at 1, so both candidates have probability ½ and each gradient is ±½.
    const step = (0.3 * 0.5) / Math.sqrt(0.1 * (1 - 1 / 5000) + 0.25);
    const weights = ofStage(mixture.weights, 0);
    expect(weights[after]).toBeCloseTo(1 + step, 9);
    expect(weights[associated]).toBeCloseTo(1 - step, 9);
    expect(ofStage(mixture.weights, 1)[after]).toBe(1);
  });

  it("learns how often each part is right", () => {
    const mixture = createMixture();
    const candidates = rivals();
    for (let i = 0; i < 4000; i++) learnNext(mixture, 1, candidates, i % 5 === 0 ? 1 : 0);
    const chances = mix(mixture, 1, candidates);
    softmax(chances);
    expect(chances[0]).toBeGreaterThan(0.75);
    expect(chances[0]).toBeLessThan(0.85);
  });

  it("tells the beginning of a session from its course", () => {
    expect([0, 1, 2, 3, 4, 50].map(stageOf)).toEqual([0, 0, 1, 1, 2, 2]);
  });
});
