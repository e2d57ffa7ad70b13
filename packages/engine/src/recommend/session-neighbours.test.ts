import { describe, expect, it } from "vitest";
import { scoreDistantItems } from "./distant-items.ts";
import { createNeighbourTable } from "./neighbour-table.ts";
import { nthGreatest } from "./nth-greatest.ts";
import { addScore, createScores, rankedScores, scoreOf } from "./scores.ts";
import { scoreSessionItems } from "./session-items.ts";
import { appendEvent, createSessionLog } from "./session-log.ts";
import type { NeighbourScores } from "./session-neighbours.ts";
import { scoreNeighbours } from "./session-neighbours.ts";

function neighbours(
  sessions: readonly (readonly number[])[],
  session: readonly number[],
  { without = 0, mostNeighbours = 10 } = {},
): NeighbourScores {
  const log = createSessionLog(1024);
  for (const items of sessions) {
    let last = 0;
    for (const item of items) last = appendEvent(log, item, last);
  }
  const out = { near: createScores(), after: createScores() };
  const options = { mostEvents: 100, mostNeighbours, rarity: () => 1 };
  scoreNeighbours(log, session, without, options, createNeighbourTable(), out);
  return out;
}

describe("session neighbours", () => {
  it("vote for what is near the item they share", () => {
    // One neighbour of 4 items, shared at its second place: likeness 1, vote 1 / √4.
    const { near, after } = neighbours([[5, 1, 6, 7]], [1]);
    const fading = (places: number): number => Math.exp(-places / 1.5) / 2;
    expect(scoreOf(near, 1)).toBeCloseTo(fading(0), 6);
    expect(scoreOf(near, 5)).toBeCloseTo(fading(1), 6);
    expect(scoreOf(near, 6)).toBeCloseTo(fading(1), 6);
    expect(scoreOf(near, 7)).toBeCloseTo(fading(2), 6);
    expect([5, 1, 6, 7].map((item) => scoreOf(after, item) > 0)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it("count for more the later in the session what they share is, and the more they share", () => {
    const { near } = neighbours(
      [
        [1, 10],
        [2, 20],
        [1, 2, 30],
      ],
      [1, 2],
    );
    const earlier = Math.exp(-1 / 3);
    const near1 = Math.exp(-1 / 1.5);
    expect(scoreOf(near, 10)).toBeCloseTo((earlier * near1) / Math.SQRT2, 6);
    expect(scoreOf(near, 20)).toBeCloseTo(near1 / Math.SQRT2, 6);
    // Its place is measured from 2, the visitor's latest item that it has.
    expect(scoreOf(near, 30)).toBeCloseTo(((1 + earlier) * near1) / Math.sqrt(3), 6);
  });

  it("count an item once, however often either of them looked at it", () => {
    const { near } = neighbours([[1, 1, 2]], [1, 1]);
    expect(scoreOf(near, 2)).toBeCloseTo(Math.exp(-1 / 1.5) / Math.sqrt(3), 6);
  });

  it("are the most alike, of those the latest, and never the session itself", () => {
    const sessions = [
      [1, 2, 10],
      [2, 20],
      [2, 30],
    ];
    const { near } = neighbours(sessions, [1, 2], { mostNeighbours: 2 });
    expect(scoreOf(near, 10)).toBeGreaterThan(0);
    expect(scoreOf(near, 30)).toBeGreaterThan(0);
    expect(scoreOf(near, 20)).toBe(0);
    const others = neighbours(sessions, [1, 2], { without: 1 });
    expect(scoreOf(others.near, 10)).toBe(0);
  });
});

describe("items of the session", () => {
  it("count the more the later they were looked at", () => {
    const scores = createScores();
    scoreSessionItems([4, 5, 4], scores);
    expect(rankedScores(scores)).toEqual([
      { item: 4, score: expect.closeTo(4 / 3, 6) },
      { item: 5, score: 0.5 },
    ]);
  });
});

describe("distant items", () => {
  it("are companions of what neighbours named", () => {
    const log = createSessionLog(1024);
    for (const [a, b] of [
      [1, 2],
      [2, 3],
    ] as const) {
      appendEvent(log, b, appendEvent(log, a, 0));
    }
    const near = createScores();
    addScore(near, 1, 9);
    addScore(near, 2, 1);
    const out = createScores();
    scoreDistantItems(log, [1], 0, near, createScores(), out);
    // 2 is the only bridge; it was met once each with 1 and 3.
    expect(rankedScores(out)).toEqual([
      { item: 1, score: 0.5 },
      { item: 3, score: 0.5 },
    ]);
  });
});

describe("nthGreatest", () => {
  it("is what sorting gives", () => {
    const values = Float32Array.from({ length: 101 }, (_, i) => (i * 37) % 23);
    const sorted = values.toSorted().reverse();
    for (let n = 1; n <= 101; n++) expect(nthGreatest(values.slice(), n)).toBe(sorted[n - 1]);
  });
});
