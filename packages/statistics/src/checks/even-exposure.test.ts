import { describe, expect, it } from "vitest";
import { evenExposure } from "./even-exposure.ts";

const of = (...actions: readonly (readonly [decided: number, shown: number])[]) =>
  evenExposure(actions.map(([decided, shown]) => ({ decided, shown })));

describe("evenExposure", () => {
  it("is the χ² of a table of shown and not shown", () => {
    const { status, chiSquare, p } = of([100, 50], [100, 70]);
    expect(chiSquare).toBeCloseTo(25 / 3, 12);
    expect(p).toBeCloseTo(0.0038924, 6); // of one degree
    expect(status).toBe("fine");
  });

  it("finds an action whose exposures are lost", () => {
    expect(of([1000, 900], [1000, 930]).status).toBe("fine");
    expect(of([1000, 900], [1000, 70]).status).toBe("mismatch");
    expect(of([5000, 4500], [200, 150]).status).toBe("mismatch");
  });

  it("takes actions together that are rare, and leaves them out where they are too few even so", () => {
    const rare = Array.from({ length: 10 }, () => [8, 0] as const);
    expect(of([1000, 500], ...rare).status).toBe("mismatch");
    const { chiSquare } = of([100, 50], [100, 70]);
    expect(of([100, 50], [100, 70], [0, 0]).chiSquare).toBe(chiSquare);
    expect(of([1000, 500], [8, 0])).toEqual({ status: "too_few", chiSquare: 0, p: 1 });
  });

  it.each([
    ["nothing was decided", []],
    ["nothing was shown", [[100, 0] as const, [100, 0] as const]],
    ["all was shown", [[100, 100] as const, [100, 100] as const]],
    ["there is one action", [[100, 50] as const]],
  ])("has nothing to tell where %s", (_, actions) => {
    expect(of(...actions).status).toBe("too_few");
  });
});
