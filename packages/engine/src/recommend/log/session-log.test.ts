import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scoreAssociationRules } from "../parts/association-rules.ts";
import { rankedScores } from "../scores/ranked-scores.fake.ts";
import { createScores, scoreOf } from "../scores/scores.ts";
import { scoreSequentialRules } from "../parts/sequential-rules.ts";
import type { SessionLog } from "./session-log.ts";
import {
  appendEvent,
  createSessionLog,
  earlierOfItem,
  isHeld,
  itemOf,
  latestEventsOf,
  newestEventOf,
  nextInSession,
  sessionOf,
} from "./session-log.ts";
import { countIn, eventIn, MOST_LATEST, sessionIn } from "./latest-events.ts";
import { exportPages, firstNeededPage, restoreLog } from "./session-log-pages.ts";

/** Events of visitors (first) with items (second), in order of arrival. */
type Arrivals = readonly (readonly [visitor: number, item: number])[];

function logOf(arrivals: Arrivals, mostEvents = 4096): SessionLog {
  const log = createSessionLog(mostEvents);
  const last = new Map<number, number>();
  for (const [visitor, item] of arrivals) {
    last.set(visitor, appendEvent(log, item, last.get(visitor) ?? 0));
  }
  return log;
}

function sessionsWith(log: SessionLog, item: number): number[][] {
  const sessions: number[][] = [];
  for (let e = newestEventOf(log, item); e !== 0; e = earlierOfItem(log, e)) {
    const items: number[] = [];
    const first = sessionOf(log, e);
    for (let f = isHeld(log, first) ? first : 0; f !== 0; f = nextInSession(log, f)) {
      items.push(itemOf(log, f));
    }
    sessions.push(items);
  }
  return sessions;
}

const arrivalsOf = (items: number): fc.Arbitrary<Arrivals> =>
  fc.array(fc.tuple(fc.nat(5), fc.nat(items)), { maxLength: 120 });

function latestBySide(log: SessionLog, item: number): [event: number, session: number][] {
  const block = latestEventsOf(log, item);
  return Array.from({ length: countIn(log.latest, block) }, (_, age): [number, number] => [
    eventIn(log.latest, block, age),
    sessionIn(log.latest, block, age),
  ]).filter(([event]) => isHeld(log, event));
}

function latestByChain(log: SessionLog, item: number): [event: number, session: number][] {
  const events: [number, number][] = [];
  for (let e = newestEventOf(log, item); e !== 0; e = earlierOfItem(log, e)) {
    events.push([e, sessionOf(log, e)]);
  }
  return events;
}

describe("a session log", () => {
  it("has an item's latest events side by side, as they are in its chain", () => {
    fc.assert(
      fc.property(arrivalsOf(2), fc.nat(2), arrivalsOf(2), (before, item, after) => {
        const log = logOf(before, 1024);
        latestEventsOf(log, item);
        for (const [, viewed] of after) appendEvent(log, viewed, 0);
        expect(latestBySide(log, item)).toEqual(latestByChain(log, item));
      }),
    );
  });

  it("has at least this many of an item that everybody looks at, and of many more items than there is room for", () => {
    const log = createSessionLog(2 ** 20);
    const items = 1500;
    for (let item = 1; item <= items; item++) latestEventsOf(log, item);
    for (let round = 0; round < 2 * MOST_LATEST + 10; round++) {
      for (let item = 1; item <= items; item++) appendEvent(log, item, 0);
    }
    for (const item of [1, 2, 700, items]) {
      const known = latestBySide(log, item);
      expect(known.length).toBeGreaterThanOrEqual(MOST_LATEST);
      expect(known).toEqual(latestByChain(log, item).slice(0, known.length));
    }
  });

  it("finds the sessions of an item, the most recent first, however they mingle", () => {
    const log = logOf([
      [1, 10],
      [2, 20],
      [1, 20],
      [3, 30],
      [2, 10],
    ]);
    expect(sessionsWith(log, 20)).toEqual([
      [10, 20],
      [20, 10],
    ]);
    expect(sessionsWith(log, 30)).toEqual([[30]]);
    expect(sessionsWith(log, 99)).toEqual([]);
  });

  it("goes on with a session from any of its events", () => {
    const log = createSessionLog(16);
    const first = appendEvent(log, 1, 0);
    appendEvent(log, 2, first);
    appendEvent(log, 3, first);
    expect(sessionsWith(log, 3)).toEqual([[1, 2, 3]]);
  });

  it("grows without losing an event and then holds the last ones only", () => {
    const arrivals: Arrivals = Array.from({ length: 5000 }, (_, i) => [i >> 1, i % 7]);
    const log = logOf(arrivals, 2048);
    expect(log.capacity).toBe(2048);
    const held = arrivals.slice(-2048).filter(([, item]) => item === 3).length;
    expect(sessionsWith(log, 3)).toHaveLength(held);
    const whole = logOf(arrivals, 8192);
    expect(sessionsWith(whole, 3)).toHaveLength(arrivals.filter(([, item]) => item === 3).length);
  });

  it("begins a session anew whose beginning has left", () => {
    const log = createSessionLog(4);
    let last = 0;
    for (const item of [1, 2, 3, 4, 5]) last = appendEvent(log, item, last);
    expect(sessionsWith(log, 5)).toEqual([[5]]);
  });

  it("links events that lie as far from each other as two million allow", () => {
    const log = createSessionLog(2 ** 21);
    const first = appendEvent(log, 200_000, 0);
    for (let i = 0; i < 2 ** 21 - 3; i++) appendEvent(log, 1, 0);
    const second = appendEvent(log, 3, first);
    const third = appendEvent(log, 200_000, second);
    expect(third - first).toBe(2 ** 21 - 1);
    expect(sessionsWith(log, 3)).toEqual([[200_000, 3, 200_000]]);
    expect(sessionsWith(log, 200_000)).toEqual([
      [200_000, 3, 200_000],
      [200_000, 3, 200_000],
    ]);
    appendEvent(log, 1, 0);
    expect(isHeld(log, sessionOf(log, third))).toBe(false);
    expect(earlierOfItem(log, third)).toBe(0);
    expect(nextInSession(log, second)).toBe(third);
  });

  it("is the same after storing as pages", () => {
    fc.assert(
      fc.property(arrivalsOf(9), fc.constantFrom(16, 64, 4096), (arrivals, mostEvents) => {
        const log = logOf(arrivals, mostEvents);
        const restored = restoreLog(mostEvents, [...exportPages(log, 0)]);
        expect(restored.newest).toBe(log.newest);
        for (let item = 0; item < 10; item++) {
          expect(sessionsWith(restored, item)).toEqual(sessionsWith(log, item));
        }
      }),
    );
  });

  it("stores again only the page that has changed, and says which are not needed", () => {
    const arrivals: Arrivals = Array.from({ length: 3000 }, (_, i) => [i % 3, i % 50]);
    const log = logOf(arrivals, 1024);
    expect(Array.from(exportPages(log, 2990), ({ page }) => page)).toEqual([2]);
    expect(firstNeededPage(log)).toBe(1);
    const pages = [...exportPages(log, 0)];
    expect(pages.map(({ page }) => page)).toEqual([1, 2]);
    expect(sessionsWith(restoreLog(1024, pages), 7)).toEqual(sessionsWith(log, 7));
  });
});

type Rules = typeof scoreAssociationRules;

function scoresBy(rules: Rules, log: SessionLog, item: number, without = 0): [number, number][] {
  const scores = createScores();
  rules(log, item, 1000, without, scores);
  return rankedScores(scores).map(({ item: found, score }) => [found, score]);
}

describe("rules", () => {
  // Two sessions, 1 2 3 and 3 1 4 1.
  const log = logOf([
    [1, 1],
    [1, 2],
    [1, 3],
    [2, 3],
    [2, 1],
    [2, 4],
    [2, 1],
  ]);

  it("of association count pairs in either order", () => {
    // Session 1: 2, 3 once; session 2 for each of the two views of 1: 3 and 4.
    expect(scoresBy(scoreAssociationRules, log, 1)).toEqual([
      [3, 3],
      [4, 2],
      [2, 1],
    ]);
    expect(scoresBy(scoreAssociationRules, log, 1, 4)).toEqual([
      [2, 1],
      [3, 1],
    ]);
  });

  it("of sequence count what comes after, less the later it comes", () => {
    // After 3: in session 2 come 1, 4, 1.
    const after = scoresBy(scoreSequentialRules, log, 3);
    expect(after.map(([item]) => item)).toEqual([1, 4]);
    expect(after.map(([, score]) => score)).toEqual([
      expect.closeTo(1 + 1 / 3, 6),
      expect.closeTo(1 / 2, 6),
    ]);
    expect(scoresBy(scoreSequentialRules, log, 99)).toEqual([]);
  });

  it("add up over logs of different visitors, however these are split", () => {
    fc.assert(
      fc.property(
        arrivalsOf(6),
        fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
        (all, side) => {
          for (const rules of [scoreAssociationRules, scoreSequentialRules]) {
            const merged = createScores();
            for (const half of [true, false]) {
              rules(logOf(all.filter(([visitor]) => side[visitor] === half)), 1, 1000, 0, merged);
            }
            const expected = createScores();
            rules(logOf(all), 1, 1000, 0, expected);
            for (let item = 0; item <= 6; item++) {
              expect(scoreOf(merged, item)).toBeCloseTo(scoreOf(expected, item), 3);
            }
          }
        },
      ),
    );
  });
});
