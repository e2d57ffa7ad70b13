import { expect, it } from "vitest";
import { weekLines } from "./week-lines.ts";

it("writes a line for each week, once", () => {
  const lines: string[] = [];
  const tell = weekLines(14, (line) => lines.push(line));
  for (const done of [0, 99, 100, 150, 250, 299, 300, 300]) tell(done, 300);
  expect(lines).toEqual([
    "training: 100 of 300 visits",
    "week 1 of 2: 250 of 300 visits",
    "week 2 of 2: 300 of 300 visits",
  ]);
});
