import { describe, expect, it } from "vitest";

import { sampleRatio } from "./sample-ratio.ts";

describe("sampleRatio", () => {
  it("declares a mismatch below .001", () => {
    const split = (first: number, second: number) =>
      sampleRatio({ observed: [first, second], weights: [0.5, 0.5] }).status;
    expect(split(5000, 5330)).toBe("fine"); // p = .00117
    expect(split(5000, 5340)).toBe("mismatch"); // p = .00083
  });

  it("needs 8 units due in every arm", () => {
    expect(sampleRatio({ observed: [80, 0], weights: [9, 1] }).status).toBe("fine");
    expect(sampleRatio({ observed: [79, 0], weights: [9, 1] }).status).toBe("too_few");
    expect(sampleRatio().status).toBe("too_few");
    expect(sampleRatio({ observed: [0, 0], weights: [1, 1] }).status).toBe("too_few");
  });

  it("judges each slice by its own weights", () => {
    const early = { observed: [900, 100], weights: [9, 1] };
    const late = { observed: [500, 500], weights: [1, 1] };
    expect(sampleRatio(early, late)).toEqual({ status: "fine", chiSquare: 0, p: 1 });
    // As one slice the same counts would be far off.
    expect(sampleRatio({ observed: [1400, 600], weights: [1, 1] }).status).toBe("mismatch");
  });

  it("adds up what the slices say", () => {
    const slice = { observed: [5000, 5200], weights: [1, 1] };
    const twice = sampleRatio(slice, slice);
    expect(twice.chiSquare).toBeCloseTo(2 * 3.92156862745098, 12);
    expect(twice.p).toBeCloseTo(Math.exp(-twice.chiSquare / 2), 12); // χ² with 2 degrees
    const tooFew = { observed: [3, 4], weights: [1, 1] };
    expect(sampleRatio(slice, tooFew)).toEqual(sampleRatio(slice));
  });

  it("takes one unit in an arm of weight 0 for a mismatch, and an empty one for none", () => {
    expect(sampleRatio({ observed: [90, 90, 1], weights: [1, 1, 0] }).status).toBe("mismatch");
    expect(sampleRatio({ observed: [1], weights: [0] }).status).toBe("too_few"); // of one arm
    expect(sampleRatio({ observed: [3, 2], weights: [0, 0] }).status).toBe("mismatch");
    const pair = { observed: [90, 80], weights: [1, 1] };
    const withEmpty = { observed: [90, 80, 0], weights: [1, 1, 0] };
    expect(sampleRatio(withEmpty)).toEqual(sampleRatio(pair));
  });
});
