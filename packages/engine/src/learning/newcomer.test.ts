import { describe, expect, it } from "vitest";
import type { Observation } from "../features/observation.ts";
import { rank } from "../policy/rank.ts";
import { createRandom } from "../random/seeded.ts";
import { createReplica, learn, predict } from "./replica.ts";

const NOTHING: Observation = { c: [], n: [] };

/** A case whose actions pay off nine times in ten. */
const knownCase = () => {
  const replica = createReplica(160);
  const random = createRandom("known case");
  for (let i = 0; i < 2000; i++) {
    const action = i % 2 === 0 ? "a" : "b";
    const to = random() < 0.9 ? 1 : 0;
    learn(replica, NOTHING, [{ action, count: 1, from: 0, to, at: 0 }]);
  }
  return replica;
};

describe("an action that comes late", () => {
  it("is presumed to bring what the case usually brings, and gets its chance", () => {
    const replica = knownCase();
    expect(predict(replica, NOTHING, "c").mean).toBeCloseTo(0.9, 1);
    const random = createRandom("rewards");
    let shown = 0;
    for (let i = 0; i < 2000; i++) {
      const { drawn } = rank(replica, {
        observation: NOTHING,
        actions: ["a", "b", "c"],
        seed: `visit ${i}`,
        floor: 0.005,
        uniformShare: 0,
      });
      if (drawn === "c") shown += 1;
      const to = random() < (drawn === "c" ? 0.98 : 0.9) ? 1 : 0;
      learn(replica, NOTHING, [{ action: drawn, count: 1, from: 0, to, at: 0 }]);
    }
    expect(shown).toBeGreaterThan(1000);
  });

  it("in a young case is presumed to bring nothing", () => {
    const replica = createReplica(160);
    learn(replica, NOTHING, [{ action: "a", count: 1, from: 0, to: 1, at: 0 }]);
    expect(predict(replica, NOTHING, "b").mean).toBe(0);
  });
});
