import { createRandom } from "@nextmove/engine";
import { describe, expect, it } from "vitest";

import { simulatePeeking } from "./simulate-peeking.ts";

const RUNS = 400;
const NOMINAL = 0.05;

describe("looking at a test every day for four weeks", () => {
  it("where nothing differs: finds something in a quarter of tests naively, else within the error", () => {
    const found = simulatePeeking(
      { lift: 0, treatmentShare: 0.5 },
      RUNS,
      createRandom("no effect"),
    );
    expect(found.naiveDaily).toBeGreaterThan(0.18);
    expect(found.naiveAtEnd).toBeLessThan(0.08);
    expect(found.alwaysValidHabitual).toBeLessThan(NOMINAL);
    expect(found.alwaysValidPlanned).toBeLessThan(NOMINAL);
    expect(found.alwaysValidCapped).toBeLessThan(NOMINAL);
    expect(found.hybrid).toBeLessThan(NOMINAL);
    expect(found.hybridCapped).toBeLessThan(NOMINAL);
  });

  it("where one of two equal arms is small: its own variance calls it worse, the pooled does not", () => {
    const truth = { lift: 0, treatmentShare: 0.05 };
    const found = simulatePeeking(truth, RUNS, createRandom("small arm"));
    expect(found.alwaysValidUnpooled).toBeGreaterThan(2 * NOMINAL);
    expect(found.alwaysValidPlanned).toBeLessThan(NOMINAL);
    expect(found.alwaysValidCapped).toBeLessThan(NOMINAL);
    expect(found.hybrid).toBeLessThan(NOMINAL);
    expect(found.hybridCapped).toBeLessThan(NOMINAL);
  });

  it("where conversion is a quarter better: planning the size, capping and a last look find more", () => {
    const found = simulatePeeking(
      { lift: 0.25, treatmentShare: 0.5 },
      RUNS,
      createRandom("effect"),
    );
    expect(found.alwaysValidPlanned).toBeGreaterThan(found.alwaysValidHabitual);
    expect(found.alwaysValidCapped).toBeGreaterThan(found.alwaysValidPlanned);
    expect(found.hybrid).toBeGreaterThan(found.alwaysValidPlanned);
    expect(found.hybridCapped).toBeGreaterThan(0.8);
  });
});
