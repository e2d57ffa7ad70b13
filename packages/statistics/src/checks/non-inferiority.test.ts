import { describe, expect, it } from "vitest";

import { nonInferiority } from "./non-inferiority.ts";

const options = { alpha: 0.05, plannedN: 10_000 };

function measured(difference: number, standardError: number) {
  return { difference, standardError, n: 10_000, degrees: 9998 };
}

describe("nonInferiority", () => {
  it("passes when the worst case is within the margin", () => {
    const refunds = { worse: "higher", margin: 0.02 } as const;
    const { status, worstCase } = nonInferiority(measured(0.001, 0.002), refunds, options);
    expect(status).toBe("passed");
    expect(worstCase).toBeGreaterThan(0.001);
    expect(worstCase).toBeLessThan(0.02);
  });

  it("is open while the interval holds the margin, or nothing is known", () => {
    const refunds = { worse: "higher", margin: 0.02 } as const;
    expect(nonInferiority(measured(0.001, 0.02), refunds, options).status).toBe("open");
    expect(nonInferiority(measured(0, 0), refunds, options)).toEqual({
      status: "open",
      worstCase: Infinity,
    });
  });

  it("fails when even the best case is beyond the margin, in the direction that is worse", () => {
    const down = { worse: "lower", margin: 0.02 } as const;
    expect(nonInferiority(measured(-0.1, 0.002), down, options).status).toBe("failed");
    expect(nonInferiority(measured(0.1, 0.002), down, options).status).toBe("passed");
    const up = { worse: "higher", margin: 0.02 } as const;
    expect(nonInferiority(measured(0.1, 0.002), up, options).status).toBe("failed");
    expect(nonInferiority(measured(-0.1, 0.002), up, options).status).toBe("passed");
  });
});
