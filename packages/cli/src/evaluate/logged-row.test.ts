import { expect, it } from "vitest";
import { readRow } from "./logged-row.ts";

const line = (given: object): string =>
  JSON.stringify({ actions: ["a", "b"], action: "a", propensity: 0.5, reward: 1, ...given });

it("takes a decision that says what is needed", () => {
  expect(readRow(line({}))).toMatchObject({ row: { action: "a", propensity: 0.5, reward: 1 } });
});

it.each([
  ["propensity", { propensity: 1e-300 }],
  ["reward", { reward: 1e308 }],
  ["reward", { reward: "NaN" }],
  ["action", { action: "c" }],
  ["actions", { actions: ["a", "a"] }],
])("says that the %s is what is wrong with %j", (field, given) => {
  const read = readRow(line(given));
  expect("bad" in read && read.bad).toMatch(new RegExp(`^${field}:`));
});
