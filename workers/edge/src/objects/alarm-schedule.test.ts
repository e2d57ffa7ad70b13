import { expect, it } from "vitest";
import { earliest } from "./alarm-schedule.ts";

it("picks the earliest of what is due, or nothing", () => {
  expect(earliest([null, 7, 3, null])).toBe(3);
  expect(earliest([0, 5])).toBe(0);
  expect(earliest([null, null])).toBeNull();
  expect(earliest([])).toBeNull();
});
