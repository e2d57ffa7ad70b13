import { expect, it } from "vitest";
import { Trails } from "./trails.ts";

it("knows visitors again by what they have looked at", () => {
  const trails = new Trails();
  expect(trails.follow(["a"], "1")).toBe("1");
  expect(trails.follow(["a", "b"], "2")).toBe("1");
  expect(trails.follow(["a", "b", "a"], "3")).toBe("1");
});

it("takes who looks at the same for another visitor", () => {
  const trails = new Trails();
  expect(trails.follow(["a"], "1")).toBe("1");
  expect(trails.follow(["a"], "2")).toBe("2");
  const next = [trails.follow(["a", "b"], "3"), trails.follow(["a", "c"], "4")];
  expect(new Set(next)).toEqual(new Set(["1", "2"]));
  expect(trails.follow(["a", "d"], "5")).toBe("5");
});

it("forgets those who were silent longest", () => {
  const trails = new Trails();
  trails.follow(["first"], "1");
  for (let n = 0; n < 4_000; n++) trails.follow([`p${n}`], `v${n}`);
  expect(trails.follow(["first", "b"], "2")).toBe("2");
  expect(trails.follow(["p3999", "b"], "3")).toBe("v3999");
});
