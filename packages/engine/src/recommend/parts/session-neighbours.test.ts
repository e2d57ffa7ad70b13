import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scoreAssociationRules } from "./association-rules.ts";
import { scoreDistantItems } from "./distant-items.ts";
import { createNeighbourTable } from "./neighbour-table.ts";
import { nthGreatest } from "../scores/nth-greatest.ts";
import type { Scores } from "../scores/scores.ts";
import { rankedScores } from "../scores/ranked-scores.fake.ts";
import { addScore, createScores, scoreOf } from "../scores/scores.ts";
import { scoreSequentialRules } from "./sequential-rules.ts";
import { scoreSessionItems } from "./session-items.ts";
import type { SessionLog } from "../log/session-log.ts";
import { appendEvent, createSessionLog } from "../log/session-log.ts";
import type { NeighbourScores } from "./session-neighbours.ts";
import { scoreNeighbours } from "./session-neighbours.ts";

function logOf(sessions: readonly (readonly number[])[]): SessionLog {
  const log = createSessionLog(1024);
  for (const items of sessions) {
    let last = 0;
    for (const item of items) last = appendEvent(log, item, last);
  }
  return log;
}

function neighbours(
  sessions: readonly (readonly number[])[],
  session: readonly number[],
  { without = 0, mostNeighbours = 10 } = {},
): NeighbourScores {
  const log = logOf(sessions);
  const out = {
    near: createScores(),
    after: createScores(),
    associated: createScores(),
    sequential: createScores(),
  };
  const options = { mostEvents: 100, mostNeighbours, rarity: () => 1 };
  scoreNeighbours(log, session, without, options, createNeighbourTable(), out);
  return out;
}

const byItem = (scores: Scores): [number, number][] =>
  rankedScores(scores)
    .map(({ item, score }): [number, number] => [item, score])
    .sort(([left], [right]) => left - right);

describe("session neighbours", () => {
  it("give the latest item's rules as those that are drawn from it alone", () => {
    const session = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(session, { maxLength: 8 }), session, (sessions, visit) => {
        const log = logOf(sessions);
        const [latest = 0] = visit.slice(-1);
        const [associated, sequential] = [createScores(), createScores()];
        scoreAssociationRules(log, latest, 100, 0, associated);
        scoreSequentialRules(log, latest, 100, 0, sequential);
        const all = neighbours(sessions, visit, { mostNeighbours: 2 });
        expect(byItem(all.associated)).toEqual(byItem(associated));
        for (const [item, score] of byItem(sequential)) {
          expect(scoreOf(all.sequential, item)).toBeCloseTo(score, 5);
        }
        expect(all.sequential.count).toBe(sequential.count);
      }),
    );
  });

  it("give rules also of a session that goes on for long before the latest item", () => {
    const [long, item] = [Array.from({ length: 60 }, (_, n) => n + 100), 1];
    const { associated, sequential } = neighbours([[...long, item, 2, 3]], [item]);
    expect(scoreOf(associated, 100)).toBe(1);
    expect(rankedScores(associated).every(({ score }) => score === 1)).toBe(true);
    expect(rankedScores(sequential)).toEqual([
      { item: 2, score: 1 },
      { item: 3, score: 0.5 },
    ]);
  });

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
