import { expect, it } from "vitest";
import { drawSeed } from "./draw-seed.ts";

const ROOT = "root key of the test, 32 characters";

it("is the same for the same query", () => {
  expect(drawSeed(ROOT, "a", "draw", "c", "q")).toBe(drawSeed(ROOT, "a", "draw", "c", "q"));
});

it("is another for another key, account, kind of draw, case or id, wherever a comma is", () => {
  const seeds = [
    drawSeed(ROOT, "a", "draw", "c", "q"),
    drawSeed(`${ROOT}.`, "a", "draw", "c", "q"),
    drawSeed(ROOT, "b", "draw", "c", "q"),
    drawSeed(ROOT, "a", "recommend", "c", "q"),
    drawSeed(ROOT, "a", "draw", "d", "q"),
    drawSeed(ROOT, "a", "draw", "c", "r"),
    drawSeed(ROOT, "a", "draw", "c,q", ""),
    drawSeed(ROOT, "a", "draw", "c", "", "q"),
    drawSeed(ROOT, "a", "draw", 'c","q'),
  ];
  expect(new Set(seeds).size).toBe(seeds.length);
});
