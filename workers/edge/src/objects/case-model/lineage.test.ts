import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { branch, FROM_THE_BEGINNING, type Lineage, shareOf } from "./lineage.ts";

const NOW = 1_800_000_000_000;
const cursors = (seq: number) => new Map([["0.0", seq]]);
const held = (lineage: Lineage, since: number, by?: string) =>
  shareOf(lineage, "0.0", by === undefined ? { since } : { since, by });

describe("shareOf", () => {
  it("is everything, of the line that a case begins with", () => {
    expect(held(FROM_THE_BEGINNING, 1)).toBe(1);
    expect(held(FROM_THE_BEGINNING, 1, "test_v1")).toBe(1);
  });

  it("is what was there when it was frozen, and nothing since", () => {
    const frozen = branch(FROM_THE_BEGINNING, cursors(5), NOW, 1, "none");
    expect([5, 6].map((since) => held(frozen, since))).toEqual([1, 0]);
    expect(shareOf(frozen, "0.1", { since: 1 })).toBe(0);
  });

  it("is what it decided itself, since it was forked to learn of that", () => {
    const own = branch(FROM_THE_BEGINNING, cursors(5), NOW, 1, "test_v1");
    expect(held(own, 5, "other_v1")).toBe(1);
    expect(held(own, 6, "other_v1")).toBe(0);
    expect(held(own, 6)).toBe(0);
    expect(held(own, 6, "test_v1")).toBe(1);
  });

  it("is less of what it knew before a warm start", () => {
    const warm = branch(FROM_THE_BEGINNING, cursors(5), NOW, 0.5, "all");
    const warmer = branch(warm, cursors(8), NOW, 0.5, "all");
    expect([5, 8, 9].map((since) => held(warmer, since))).toEqual([0.25, 0.5, 1]);
  });

  it("leaves out what was learned between a version and the return to it", () => {
    const frozen = branch(FROM_THE_BEGINNING, cursors(5), NOW, 1, "none");
    const rolledBack = branch(frozen, cursors(9), NOW, 1, "all");
    expect([5, 6, 9, 10].map((since) => held(rolledBack, since))).toEqual([1, 0, 0, 1]);
  });

  it("never changes for a decision once its shard was learned up to there", () => {
    const step = fc.record({
      cursor: fc.integer({ min: 0, max: 20 }),
      source: fc.constantFrom("all", "none", "test_v1"),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 6 }),
        fc.integer({ min: 1, max: 25 }),
        (steps, since) => {
          let lineage = FROM_THE_BEGINNING;
          let reached = 0;
          for (const { cursor, source } of steps) {
            reached += cursor;
            const before = held(lineage, since, "test_v1");
            lineage = branch(lineage, cursors(reached), NOW, 1, source);
            if (since <= reached) expect(held(lineage, since, "test_v1")).toBe(before);
          }
        },
      ),
    );
  });

  it("forgets spans whose decisions are past all lessons, and only those", () => {
    const day = 86_400_000;
    const first = branch(FROM_THE_BEGINNING, cursors(1), NOW, 1, "none");
    const second = branch(first, cursors(2), NOW + 30 * day, 1, "all");
    expect(branch(second, cursors(3), NOW + 61 * day, 1, "all").past).toHaveLength(3);
    expect(branch(second, cursors(3), NOW + 63 * day, 1, "all").past).toHaveLength(2);
  });
});
