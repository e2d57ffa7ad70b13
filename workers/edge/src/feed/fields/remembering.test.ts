import { describe, expect, it } from "vitest";
import { remembering } from "./remembering.ts";

describe("remembering", () => {
  it("makes what comes again once, and what all others bring does not pile up", () => {
    let made = 0;
    const upper = remembering((text) => {
      made += 1;
      return text.toUpperCase();
    });
    for (let n = 0; n < 50_000; n++) {
      expect(upper("shared")).toBe("SHARED");
      upper(`own ${n}`);
    }
    const again = made - 50_000;
    expect(again).toBeGreaterThan(1);
    expect(again).toBeLessThan(10);
  });
});
