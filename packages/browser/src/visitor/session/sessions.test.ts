import { describe, expect, it } from "vitest";
import { noStorage } from "../../context/context.fake.ts";
import { createKept } from "../../consent/kept.ts";
import { createFakeBrowser, openPage } from "../../platform/platform.fake.ts";
import { isRunning, type RunningSession } from "./running-session.ts";
import { createSessions } from "./sessions.ts";

const MINUTE_MS = 60_000;
/** Local time, as the rule has it. */
const at = (hour: number, minute = 0, day = 10) => new Date(2026, 4, day, hour, minute).getTime();

let ids = 0;
const newId = () => `session-${(ids += 1)}`;
/** What the running session becomes by an event. */
function sessionAt(running: RunningSession | undefined, time: number, campaign?: string) {
  const kept = createKept(noStorage, "", () => 0);
  if (running) kept.set("session", running);
  const session = createSessions(kept, newId).touch(time, campaign);
  return kept.get("session", isRunning) ?? { session, lastAt: Number.NaN };
}
const begin = (time: number, campaign?: string) => sessionAt(undefined, time, campaign);

describe("touch", () => {
  it("begins with the first event", () => {
    const { session } = begin(at(12));
    expect(session).toMatchObject({ number: 1, startedAt: at(12) });
  });

  it.each([
    ["goes on for 30 minutes", at(12, 30), undefined, 1],
    ["ends after them", at(12, 30) + 1, undefined, 2],
    ["goes on in the same campaign", at(12, 1), "utm_source=news", 1],
    ["ends with another campaign", at(12, 1), "utm_source=search", 2],
    ["takes what waited for consent", at(11, 50), undefined, 1],
  ])("%s", (_, time, campaign, number) => {
    const next = sessionAt(begin(at(12), "utm_source=news"), time, campaign);
    expect(next.session.number).toBe(number);
  });

  it("ends at midnight where the visitor is", () => {
    const next = sessionAt(begin(at(23, 59)), at(0, 1, 11));
    expect(next.session).toMatchObject({ number: 2, startedAt: at(0, 1, 11) });
  });

  it("is measured from the last event, not the first", () => {
    let running = begin(at(12));
    for (let step = 1; step <= 4; step += 1) {
      running = sessionAt(running, at(12) + step * 20 * MINUTE_MS);
    }
    expect(running.session).toMatchObject({ number: 1, startedAt: at(12) });
  });

  it("ends when a clock that was far ahead is put right", () => {
    const next = sessionAt(begin(at(12, 0, 20)), at(12));
    expect(next.session).toMatchObject({ number: 2, startedAt: at(12) });
  });

  it("does not go back in time with an event that waited", () => {
    const late = sessionAt(begin(at(12)), at(11, 50));
    expect(sessionAt(late, at(12, 30)).session.number).toBe(1);
  });
});

describe("createSessions", () => {
  it("shares the session with the other tabs", () => {
    const browser = createFakeBrowser();
    const open = () => {
      const { storage, now } = openPage(browser);
      const kept = createKept(storage, "", now);
      kept.follow(true);
      return createSessions(kept, newId);
    };
    const [first, second] = [open(), open()];
    expect(first.current()).toBeUndefined();
    const session = first.touch(at(12), undefined);
    expect(second.touch(at(12, 5), undefined)).toEqual(session);
    expect(first.current()).toEqual(session);
  });
});
