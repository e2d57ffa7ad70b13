import { describe, expect, it } from "vitest";
import { numberOf, textOf } from "./plain-value.ts";

describe("textOf", () => {
  it.each([
    ["mug-7", "mug-7"],
    ["  mug-7 ", "mug-7"],
    [4711, "4711"],
  ])("takes %j", (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  it.each([[""], ["   "], [Number.NaN], [true], [null], [undefined], [{}], ["x".repeat(201)]])(
    "refuses %j",
    (value) => {
      expect(textOf(value)).toBeUndefined();
    },
  );
});

describe("numberOf", () => {
  it.each([
    [12.5, 12.5],
    [0, 0],
    ["12.50", 12.5],
    ["0", 0],
    ["-3.20", -3.2],
    ["12,50", 12.5],
    ["1,234", 1234],
    ["1,234.56", 1234.56],
    ["1.234,56", 1234.56],
    ["1.234.567,89", 1_234_567.89],
    ["1'234.50", 1234.5],
    ["1 234,50 €", 1234.5],
    ["€ 12,50", 12.5],
    ["EUR 12.50", 12.5],
    ["Rs. 500", 500],
    ["500 kr.", 500],
  ])("reads %j", (value, number) => {
    expect(numberOf(value)).toBe(number);
  });

  it.each([
    [""],
    ["free"],
    ["-"],
    ["1-2"],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [true],
    [null],
    [{}],
    [[7]],
  ])("refuses %j", (value) => {
    expect(numberOf(value)).toBeUndefined();
  });
});
