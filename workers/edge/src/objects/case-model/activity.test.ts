import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LearningBatch } from "../../protocol/case-model/learning.ts";
import { countBatch, noActivity } from "./activity.ts";

const observation = { c: [], n: [] };

const batchOf = (terms: LearningBatch["lessons"][number]["terms"]): LearningBatch => ({
  shard: "0.0",
  fromSeq: 0,
  toSeq: 1,
  lessons: terms.map((term) => ({ observation, terms: [term], since: 1 })),
  lived: [],
  tally: {},
});

const shown = (action: string, at: number, to = 0) =>
  ({ action, count: 1, from: 0, to, at }) as const;
const rewarded = (action: string, at: number, to: number) =>
  ({ action, count: 0, from: 0, to, at }) as const;
const decisionsIn = (curve: readonly { decisions: number }[]): number =>
  curve.reduce((total, { decisions }) => total + decisions, 0);

describe("countBatch", () => {
  it("adds up what the shards counted", () => {
    const activity = noActivity();
    countBatch(activity, { ...batchOf([]), tally: { decisions: 2, "mode:model": 2 } });
    countBatch(activity, { ...batchOf([]), tally: { decisions: 1, rewards: 1 } });
    expect(activity.tally).toEqual({ decisions: 3, "mode:model": 2, rewards: 1 });
  });

  it("counts the exposure of this many actions only: what is never shown has no bound", () => {
    const activity = noActivity();
    const names = Array.from({ length: 5_000 }, (_, n) => `a${n}`);
    for (const name of names) {
      const tally = { decisions: 2, [`decided:${name}`]: 2, [`shown:${name}`]: 1 };
      countBatch(activity, { ...batchOf([]), tally });
    }
    countBatch(activity, { ...batchOf([]), tally: { "decided:a0": 3, "shown:a0": 3 } });
    expect(Object.keys(activity.tally).length).toBeLessThan(1_000);
    expect(activity.tally).toMatchObject({ decisions: 10_000, "decided:a0": 5, "shown:a0": 4 });
  });

  it("counts a selection that moves once, for the action it moved to", () => {
    const activity = noActivity();
    const moved = { action: "a", count: -1, from: 0.5, to: 0, at: 1 } as const;
    countBatch(activity, batchOf([shown("a", 1, 0.5), moved, shown("b", 2, 0.25)]));
    expect(activity.shown).toEqual({ a: 0, b: 1 });
    expect(activity.reward).toBeCloseTo(0.25);
    expect(decisionsIn(activity.curve)).toBe(1);
  });

  it("gives a late reward to the stretch its decision was in", () => {
    const activity = noActivity();
    countBatch(activity, batchOf(Array.from({ length: 60 }, (_, at) => shown("a", at))));
    countBatch(activity, batchOf([rewarded("a", 3, 1), rewarded("a", 45, 0.5)]));
    expect(activity.curve.map(({ reward }) => reward)).toEqual([1, 0, 0.5]);
  });

  it("counts a correction where its decision was counted, however many came in the same instant", () => {
    const instants = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(instants, (sizes) => {
        const activity = noActivity();
        for (const [index, size] of sizes.entries()) {
          const at = index + 1;
          countBatch(activity, batchOf(Array.from({ length: size }, () => shown("a", at, 0.5))));
          const zero = { action: "a", count: 0, from: 0.5, to: 0, at } as const;
          countBatch(activity, batchOf(Array.from({ length: size }, () => zero)));
        }
        for (const { reward } of activity.curve) expect(reward).toBeCloseTo(0, 9);
      }),
    );
  });

  it("keeps the curve short and loses nothing of it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (decisions) => {
        const activity = noActivity();
        const terms = Array.from({ length: decisions }, (_, at) => shown("a", at, 1));
        countBatch(activity, batchOf(terms));
        expect(activity.curve.length).toBeLessThanOrEqual(60);
        expect(decisionsIn(activity.curve)).toBe(decisions);
        expect(activity.reward).toBe(decisions);
      }),
      { numRuns: 20 },
    );
  });

  it("counts actions whose names mean something to JavaScript", () => {
    const names = ["constructor", "__proto__", "toString"];
    const activity = noActivity();
    countBatch(activity, batchOf(names.map((name) => shown(name, 1))));
    const restored = JSON.parse(JSON.stringify(activity));
    countBatch(restored, batchOf(names.map((name) => shown(name, 2))));
    expect(Object.entries(restored.shown)).toEqual(names.map((name) => [name, 2]));
  });
});
