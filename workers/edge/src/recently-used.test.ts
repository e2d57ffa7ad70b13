import { expect, it } from "vitest";
import { RecentlyUsed } from "./recently-used.ts";

const keysOf = (kept: RecentlyUsed<number>) => kept.entries().map(([key]) => key);

it("drops what was not used for longest, once the values take too much", () => {
  const kept = new RecentlyUsed<number>(10, (bytes) => bytes);
  kept.set("a", 4);
  kept.set("b", 4);
  expect(kept.get("a")).toBe(4);
  kept.set("c", 4);
  expect(keysOf(kept)).toEqual(["a", "c"]);
  kept.peek("a");
  kept.set("d", 4);
  expect(keysOf(kept)).toEqual(["c", "d"]);
  kept.delete("c");
  expect(kept.get("c")).toBeUndefined();
});

it("keeps the last one, however much it takes", () => {
  const kept = new RecentlyUsed<number>(10, (bytes) => bytes);
  kept.set("a", 1);
  kept.set("b", 99);
  expect(keysOf(kept)).toEqual(["b"]);
  kept.set("c", 2);
  expect(keysOf(kept)).toEqual(["c"]);
});
