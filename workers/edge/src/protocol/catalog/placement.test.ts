import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replicaFor } from "./placement.ts";

const VISITORS = Array.from({ length: 16_000 }, (_, n) => `visitor-${n}`);

describe("the replica of a visitor", () => {
  it("is the first where there is only one", () => {
    fc.assert(fc.property(fc.string(), (key) => replicaFor(key, 1) === 0));
  });

  it("is one of those there are, and the same every time", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 16 }), (key, replicas) => {
        const replica = replicaFor(key, replicas);
        expect(replica).toBeGreaterThanOrEqual(0);
        expect(replica).toBeLessThan(replicas);
        expect(replicaFor(key, replicas)).toBe(replica);
      }),
    );
  });

  it("changes only for the new one when there is one more", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 15 }), (key, replicas) => {
        expect([replicaFor(key, replicas), replicas]).toContain(replicaFor(key, replicas + 1));
      }),
    );
  });

  it.each([2, 3, 16])("is each of %i equally often", (replicas) => {
    const counts = Array.from({ length: replicas }, () => 0);
    for (const visitor of VISITORS) {
      const replica = replicaFor(visitor, replicas);
      counts[replica] = (counts[replica] ?? 0) + 1;
    }
    // Five deviations of a binomial count.
    const share = VISITORS.length / replicas;
    for (const count of counts) expect(Math.abs(count - share)).toBeLessThan(5 * Math.sqrt(share));
  });
});
