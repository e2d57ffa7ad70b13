import { describe, expect, it } from "vitest";
import { addValue, VALUE_LIMIT_CHARACTERS, VALUES_LIMIT } from "./record.ts";

const recordOf = (...values: readonly unknown[]): unknown => {
  const record = new Map<string, unknown>();
  for (const value of values) addValue(record, "a", value);
  return record.get("a");
};

describe("a value of a record", () => {
  it.each<[unknown[], unknown]>([
    [["x"], "x"],
    [
      ["x", "y", 1],
      ["x", "y", 1],
    ],
    [
      [["x"], "y", ["z", null]],
      ["x", "y", "z", null],
    ],
    [
      ["x", ["y", "z"]],
      ["x", "y", "z"],
    ],
    [
      [null, "x"],
      [null, "x"],
    ],
  ])("is a list where its name is repeated: %j", (values, expected) => {
    expect(recordOf(...values)).toEqual(expected);
  });

  it("leaves the list it was given as it is", () => {
    const given = ["x"];
    expect(recordOf(given, "y")).toEqual(["x", "y"]);
    expect(given).toEqual(["x"]);
  });

  it("has no more than is looked at, and half a character nowhere", () => {
    const long = "😀".repeat(VALUE_LIMIT_CHARACTERS);
    expect(recordOf(long)).toHaveLength(VALUE_LIMIT_CHARACTERS);
    expect(recordOf(`x${long}`)).toHaveLength(VALUE_LIMIT_CHARACTERS - 1);
    expect(String(recordOf([long, long])).length).toBeLessThanOrEqual(VALUE_LIMIT_CHARACTERS + 1);
    const numbers = Array.from({ length: 3 * VALUES_LIMIT }, (_, n) => n);
    expect(recordOf(numbers)).toEqual(numbers.slice(0, VALUES_LIMIT));
    expect(recordOf(...numbers)).toEqual(numbers.slice(0, VALUES_LIMIT));
  });
});
