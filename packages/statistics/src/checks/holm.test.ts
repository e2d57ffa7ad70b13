import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { holm } from "./holm.ts";

const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });

describe("holm", () => {
  it("is R's p.adjust(method = 'holm')", () => {
    // p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") = 0.03 0.06 0.06 0.02
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual(
      [0.03, 0.06, 0.06, 0.02].map((p) => expect.closeTo(p, 12)),
    );
    expect(holm([])).toEqual([]);
  });

  it("lies between no correction and Bonferroni's, and keeps the order", () => {
    fc.assert(
      fc.property(ps, (all) => {
        const adjusted = holm(all);
        for (const [i, p] of all.entries()) {
          const mine = adjusted[i] ?? NaN;
          expect(mine).toBeGreaterThanOrEqual(p);
          expect(mine).toBeLessThanOrEqual(Math.min(1, all.length * p));
          for (const [j, other] of all.entries()) {
            if (other > p) expect(adjusted[j]).toBeGreaterThanOrEqual(mine);
          }
        }
      }),
    );
  });
});
