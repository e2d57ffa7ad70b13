import { expect, it } from "vitest";
import { createRandom } from "../random/seeded.ts";
import { createPosterior, meanSpread, predictPosterior, updatePosterior } from "./posterior.ts";

it("knows the spread of its average decision", () => {
  const random = createRandom("decisions");
  const posterior = createPosterior(8, 0.5);
  const decisions = Array.from({ length: 50 }, () => ({
    indices: Uint16Array.of(0, 1 + Math.floor(random() * 7)),
    values: Float64Array.of(1, random()),
  }));
  const term = { action: "a", count: 1, from: 0, to: 0.5, at: 0 } as const;
  for (const x of decisions) updatePosterior(posterior, x, term, 1);
  const spreads = decisions.map((x) => predictPosterior(posterior, x).spread);
  const average = spreads.reduce((sum, spread) => sum + spread, 0) / spreads.length;
  expect(meanSpread(posterior)).toBeCloseTo(average, 12);
});
