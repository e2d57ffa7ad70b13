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

it("takes nobody for another who has looked at nothing", () => {
  const trails = new Trails();
  const names = ["1", "2", "3"].map((name) => trails.follow([], name));
  expect(names).toEqual(["1", "2", "3"]);
});

it("knows visitors again on a page that adds nothing to what they have looked at", () => {
  const trails = new Trails();
  trails.follow(["a"], "1");
  trails.follow(["a", "b"], "2");
  expect(trails.follow(["a", "b"], "3", true)).toBe("1");
  expect(trails.follow(["a", "b"], "4", true)).toBe("1");
  expect(trails.follow(["a", "b", "c"], "5")).toBe("1");
  expect(trails.follow(["x"], "6", true)).toBe("6");
});

it("knows visitors again whose shop tells only the latest that they have looked at", () => {
  const trails = new Trails();
  const viewed = Array.from({ length: 20 }, (_, n) => `p${n}`);
  const visitors = viewed.map((_, n) =>
    trails.follow(viewed.slice(Math.max(0, n - 4), n + 1), `v${n}`),
  );
  expect(new Set(visitors)).toEqual(new Set(["v0"]));
});

it("forgets those who were silent longest", () => {
  const trails = new Trails();
  trails.follow(["first"], "1");
  for (let n = 0; n < 4_000; n++) trails.follow([`p${n}`], `v${n}`);
  expect(trails.follow(["first", "b"], "2")).toBe("2");
  expect(trails.follow(["p3999", "b"], "3")).toBe("v3999");
});
