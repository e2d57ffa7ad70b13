// @ts-check
import { describe, expect, it } from "vitest";
import { percent } from "../public/js/panel/bars.js";

describe("a share in the panel", () => {
  it.each([
    [0.995138623, "99.5 %"],
    [0.00158, "0.2 %"],
    [0.5123, "51 %"],
    [0.9, "90 %"],
  ])("of %d reads %s, for nothing is certain", (share, text) => {
    expect(percent(share)).toBe(text);
  });
});
