import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../random/seeded.ts";
import { countIn, eventIn, MOST_LATEST, sessionIn } from "./latest-events.ts";
import { beginOlderEvents, readOlderEvents } from "./older-events.ts";
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
import { exportPages, restoreLog } from "./session-log-pages.ts";

const ITEMS = 60;

/** Events of visitors who come and go, some of whom never end. */
function visits(log: SessionLog, count: number, seed: string): void {
  const random = createRandom(seed);
  const last = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const visitor = random() < 0.05 ? 0 : 1 + Math.floor(i / 40) + Math.floor(10 * random());
    last.set(visitor, appendEvent(log, Math.floor(ITEMS * random() ** 2), last.get(visitor) ?? 0));
  }
}

/** All that can be told of a log's events, by item: the event, its session, what came after it. */
function told(log: SessionLog): unknown[] {
  return Array.from({ length: ITEMS }, (_, item) => {
    const events: unknown[] = [];
    for (let e = newestEventOf(log, item); e !== 0; e = earlierOfItem(log, e)) {
      const session = sessionOf(log, e);
      events.push([e, itemOf(log, e), isHeld(log, session) && session, nextInSession(log, e)]);
    }
    return events;
  });
}

/** Of each item its latest events side by side. */
function latest(log: SessionLog): unknown[] {
  return Array.from({ length: ITEMS }, (_, item) => {
    const block = latestEventsOf(log, item);
    return Array.from({ length: countIn(log.latest, block) }, (__, age) => [
      eventIn(log.latest, block, age),
      sessionIn(log.latest, block, age),
    ])
      .filter(([event]) => isHeld(log, event ?? 0))
      .slice(0, MOST_LATEST);
  });
}

describe("a log restored from its newest pages", () => {
  it("knows none of the older events, and nothing wrong", () => {
    const log = createSessionLog(2 ** 14);
    visits(log, 9_000, "a");
    const restored = restoreLog(2 ** 14, [...exportPages(log, 0)].slice(-3));
    expect(restored.unread).toBe(6 * 1024);
    for (const events of told(restored) as [number, number, number | false, number][][]) {
      for (const [event, , session] of events) {
        expect(event).toBeGreaterThan(restored.unread);
        expect(session === false || session > restored.unread).toBe(true);
      }
    }
  });

  it("is as the whole one when the others are read, whatever comes meanwhile", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(4_096, 8_192, 16_384),
        fc.integer({ min: 1, max: 14_000 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 900 }),
        fc.string(),
        (mostEvents, before, newest, atOnce, meanwhile, seed) => {
          const whole = createSessionLog(mostEvents);
          visits(whole, before, seed);
          const pages = [...exportPages(whole, 0)];
          const restored = restoreLog(mostEvents, pages.slice(-newest));
          const older = beginOlderEvents(restored, ITEMS);
          const rest = pages.slice(0, -newest).toReversed();
          for (let at = 0; at < rest.length; at += atOnce) {
            latest(restored);
            for (const log of [whole, restored]) visits(log, meanwhile, `${seed} ${at}`);
            readOlderEvents(restored, older, rest.slice(at, at + atOnce));
          }
          expect(restored.unread).toBe(0);
          expect(told(restored)).toEqual(told(whole));
          expect(latest(restored)).toEqual(latest(whole));
        },
      ),
      { numRuns: 20 },
    );
  });
});
