import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Latest } from "./latest.ts";

const key = fc.integer({ min: 0, max: 30 });
const step = fc.oneof(
  fc.record({ does: fc.constant("set" as const), key }),
  fc.record({ does: fc.constant("get" as const), key }),
  fc.record({ does: fc.constant("delete" as const), key }),
);

/** Keys by their last use, the latest first, each with the value it was given last. */
const usesOf = (steps: readonly { does: "set" | "get" | "delete"; key: number }[]) => {
  let uses: { key: number; value: number }[] = [];
  for (const [at, { does, key: used }] of steps.entries()) {
    const known = uses.find((use) => use.key === used);
    if (does === "get" && !known) continue;
    uses = uses.filter((use) => use !== known);
    if (does === "set") uses.unshift({ key: used, value: at });
    if (does === "get" && known) uses.unshift(known);
  }
  return uses;
};

describe("Latest", () => {
  it("has half as many as it may, those used last, and what they were given last", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 200 }),
        fc.integer({ min: 1, max: 8 }),
        (steps, half) => {
          const latest = new Latest<number, { at: number }>(2 * half);
          for (const [at, { does, key: used }] of steps.entries()) {
            if (does === "set") latest.set(used, { at });
            else if (does === "get") latest.get(used);
            else latest.delete(used);
          }
          const uses = usesOf(steps);
          for (const { key: used } of steps.filter(({ does }) => does === "delete")) {
            if (uses.some((use) => use.key === used)) continue;
            expect(latest.has(used)).toBe(false);
            expect(latest.get(used)).toBeUndefined();
          }
          for (const { key: used, value } of uses.slice(0, half)) {
            expect(latest.get(used)).toEqual({ at: value });
          }
        },
      ),
    );
  });

  it("never has more than it may", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 200 }),
        fc.integer({ min: 1, max: 8 }),
        (steps, half) => {
          const latest = new Latest<number, object>(2 * half);
          for (const { does, key: used } of steps) {
            if (does === "set") latest.set(used, {});
            else if (does === "get") latest.get(used);
            else latest.delete(used);
          }
          const held = Array.from({ length: 31 }, (_, n) => n).filter((n) => latest.has(n));
          expect(held.length).toBeLessThanOrEqual(2 * half);
        },
      ),
    );
  });

  it("goes by what values weigh, also by how they have grown", () => {
    const latest = new Latest<string, { weight: number }>(20, ({ weight }) => weight);
    latest.set("heavy", { weight: 10 });
    latest.set("light", { weight: 1 });
    expect([latest.has("heavy"), latest.has("light")]).toEqual([true, true]);
    latest.grow(9);
    latest.set("next", { weight: 10 });
    expect([latest.has("heavy"), latest.has("light")]).toEqual([false, true]);
  });

  it("forgets all at once", () => {
    const latest = new Latest<string, object>(4);
    for (const name of ["a", "b", "c"]) latest.set(name, {});
    latest.clear();
    expect(["a", "b", "c"].map((name) => latest.get(name))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
