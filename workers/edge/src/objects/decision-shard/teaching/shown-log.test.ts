import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { START } from "../../../../test/examples.ts";
import { activationOf, begin, NOTHING_YET } from "../../../decision-log/episode.ts";
import type { SelectBody, ShardEvent } from "../../../decision-log/events.ts";
import { ShownLog } from "./shown-log.ts";

const stored = { at: START, request: "r", fingerprint: "f" };

/** An event that shows an action, or one that shows none. */
const eventAt = (seq: number, shows: boolean): ShardEvent => {
  const body: SelectBody = {
    ...stored,
    action: "a",
    terms: shows ? [begin("a", 0.5, START)] : [],
    ...(shows ? { expectation: { mean: 0.5, share: 0.5, table: 0 } } : {}),
  };
  return { kind: "select", queryId: `q${seq}`, dedupeKey: "", seq, body };
};

/** A log that other objects append to. */
class Events {
  readonly all: ShardEvent[] = [];

  get lastSeq(): number {
    return this.all.length;
  }

  after(seq: number, limit: number): ShardEvent[] {
    return this.all.slice(seq, seq + limit);
  }

  append(shows: boolean): ShardEvent {
    const event = eventAt(this.all.length + 1, shows);
    this.all.push(event);
    return event;
  }

  /** What the object under test should say: by looking at every event. */
  shownBetween(from: number, to: number): number[] {
    return this.all
      .filter((event) => event.seq > from && event.seq <= to && activationOf(event))
      .map(({ seq }) => seq);
  }
}

describe("ShownLog", () => {
  it("says the same as the whole log, whether it remembers or has to read", () => {
    const shows = fc.array(fc.boolean(), { maxLength: 300 });
    const ranges = fc.array(fc.tuple(fc.nat(600), fc.nat(600)), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(shows, shows, ranges, (before, since, asked) => {
        const events = new Events();
        for (const each of before) events.append(each);
        const shown = new ShownLog(events);
        const check = () => {
          for (const [from, to] of asked) {
            expect(shown.between(from, to).map(({ seq }) => seq)).toEqual(
              events.shownBetween(from, to),
            );
            expect(shown.firstAfter(from)?.seq).toBe(events.shownBetween(from, 1e9)[0]);
          }
        };
        check();
        for (const each of since) shown.add(events.append(each), NOTHING_YET);
        check();
      }),
    );
  });

  it("says the same once there is more than it remembers", () => {
    const events = new Events();
    const shown = new ShownLog(events);
    for (let i = 0; i < 20_000; i++) shown.add(events.append(i % 2 === 0), NOTHING_YET);
    for (const from of [0, 1, 7_777, 15_000, 19_990, 20_000]) {
      const to = from + 50;
      expect(shown.between(from, to).map(({ seq }) => seq)).toEqual(events.shownBetween(from, to));
      expect(shown.firstAfter(from)?.seq).toBe(events.shownBetween(from, to)[0]);
    }
  });

  it("reads a stretch in which nothing was shown once", () => {
    const events = new Events();
    for (let i = 0; i < 1000; i++) events.append(false);
    const shown = new ShownLog(events);
    let read = 0;
    const after = events.after.bind(events);
    events.after = (seq, limit) => {
      const found = after(seq, limit);
      read += found.length;
      return found;
    };
    for (let i = 0; i < 20; i++) expect(shown.firstAfter(i)).toBeUndefined();
    expect(read).toBeLessThanOrEqual(1000);
    shown.add(events.append(true), NOTHING_YET);
    expect(shown.firstAfter(3)?.seq).toBe(1001);
    expect(read).toBeLessThanOrEqual(1000);
  });

  it("finds what is first again after the oldest events are gone", () => {
    const events = new Events();
    for (let i = 0; i < 10; i++) events.append(true);
    const shown = new ShownLog(events);
    expect(shown.firstAfter(0)?.seq).toBe(1);
    events.after = (seq, limit) => events.all.slice(Math.max(5, seq)).slice(0, limit);
    shown.forgetFirsts();
    expect(shown.firstAfter(0)?.seq).toBe(6);
  });

  it("knows the query, the action and what was expected", () => {
    const events = new Events();
    const shown = new ShownLog(events);
    shown.add(events.append(true), NOTHING_YET);
    expect(shown.firstAfter(0)).toEqual({
      queryId: "q1",
      action: "a",
      seq: 1,
      at: START,
      expectation: { mean: 0.5, share: 0.5, table: 0 },
      fate: { left: Infinity, rewarded: Infinity },
    });
  });
});
