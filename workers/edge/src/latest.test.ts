import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Latest } from "./latest.ts";

const key = fc.integer({ min: 0, max: 30 });
const step = fc.oneof(
  fc.record({ does: fc.constant("set" as const), key }),
  fc.record({ does: fc.constant("get" as const), key }),
  fc.record({ does: fc.constant("delete" as const), key }),
);

describe("Latest", () => {
  it("has half as many as it may, those used last, with what they were given last, and nothing deleted", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 200 }),
        fc.integer({ min: 1, max: 8 }),
        (steps, half) => {
          const latest = new Latest<number, { at: number }>(2 * half);
          /** The one used last first. */
          let uses: { key: number; value: object }[] = [];
          for (const [at, { does, key: used }] of steps.entries()) {
            const place = uses.findIndex((use) => use.key === used);
            const known = uses[place];
            const found = does === "get" ? latest.get(used) : undefined;
            if (found) expect(found).toEqual(known?.value);
            else if (does === "get") expect(place < 0 || place >= half).toBe(true);
            const value = does === "set" ? { at } : found;
            if (does === "set") latest.set(used, { at });
            if (does === "delete") latest.delete(used);
            // What was forgotten is not used by being asked for.
            if (does === "get" && !found) continue;
            uses = uses.filter((use) => use !== known);
            if (value) uses.unshift({ key: used, value });
            if (does === "delete") expect(latest.has(used)).toBe(false);
          }
          for (const { key: used, value } of uses.slice(0, half)) {
            expect(latest.get(used)).toEqual(value);
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
