import { describe, expect, it } from "vitest";
import { BANNERS, bestBanner, clickProbability, uniformProbability } from "./preferences.ts";
import { seededRandom } from "./random.ts";
import { drawVisitor } from "./visitor.ts";

const random = seededRandom(7);
const visitors = Array.from({ length: 5000 }, () => drawVisitor(random));

describe("preferences", () => {
  it("make every banner the best one for some, and none for half of all", () => {
    for (const banner of BANNERS) {
      const share = visitors.filter((each) => bestBanner(each) === banner).length / visitors.length;
      expect(share).toBeGreaterThan(0.05);
      expect(share).toBeLessThan(0.5);
    }
  });
  it("give the best banner at least what chance gives", () => {
    for (const visitor of visitors) {
      const best = clickProbability(visitor, bestBanner(visitor));
      expect(best).toBeLessThanOrEqual(1);
      expect(best).toBeGreaterThan(uniformProbability(visitor));
    }
  });
});
