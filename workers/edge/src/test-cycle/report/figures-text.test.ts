import { describe, expect, it } from "vitest";
import {
  countText,
  moneyRangeText,
  moneyText,
  percentText,
  pointsText,
  totalText,
} from "./figures-text.ts";

describe("figures as text", () => {
  it("shows as many digits as say something", () => {
    expect(moneyText(1234.567, "EUR")).toBe("€1,234.57");
    expect(moneyText(0.0123, "EUR")).toBe("€0.012");
    expect(moneyText(-0.5, "USD")).toBe("−$0.50");
    expect(totalText(1234.567, "SEK")).toBe("kr\u{a0}1,235");
    expect(percentText(0.0123)).toBe("1.23%");
    expect(percentText(0.4567)).toBe("45.7%");
  });

  it("shows a small share with the same digits whatever they are, to be compared with another", () => {
    expect([0.064, 0.0423, 0, 0.45].map(percentText)).toEqual(["6.40%", "4.23%", "0.00%", "45.0%"]);
  });

  it("shows both bounds of a range with the same digits", () => {
    expect(moneyRangeText(0.061, 2.34, "EUR", "and")).toBe("€0.061 and €2.340");
    expect(moneyRangeText(-1.5, 0, "EUR", "to")).toBe("−€1.50 to €0.00");
    expect(moneyRangeText(null, 0.02, "EUR", "to")).toBe("– to €0.020");
  });

  it("shows a dash for what is not known", () => {
    expect([moneyText(null, "EUR"), totalText(null, "EUR"), percentText(null)]).toEqual(
      Array(3).fill("–"),
    );
  });

  it("shows parts of a few, and no parts of many", () => {
    expect([0.333, 1, 12.5].map(countText)).toEqual(["0.3", "1", "13"]);
    expect([0.02, -0.005].map(pointsText)).toEqual([
      "2.0 percentage points",
      "−0.5 percentage points",
    ]);
  });

  it("gives nothing no sign", () => {
    expect(moneyText(-0, "EUR")).toBe("€0.00");
    expect(totalText(-0.2, "EUR")).toBe("€0");
  });
});
