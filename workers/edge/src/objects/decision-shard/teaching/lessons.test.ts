import { createReplica } from "@nextmove/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  call,
  decision,
  HOUR_MS,
  reward as rewardItem,
  selection,
  START,
  valueOf,
} from "../../../../test/examples.ts";
import { decide } from "../verbs/decide.ts";
import { type Delays, foldEpisode } from "../../../decision-log/episode.ts";
import type { NewEvent, SelectBody, ShardEvent, TickEvent } from "../../../decision-log/events.ts";
import {
  type History,
  recapOf,
  type Teaching,
  teachingOf,
  teachingOfAll,
  teachingWithin,
} from "./lessons.ts";
import { reward } from "../verbs/reward.ts";
import { select } from "../verbs/select.ts";
import { levelOf, type Watermarks } from "./settling.ts";
import { ShownLog } from "./shown-log.ts";

/** By each of ten ages a tenth of the rewards has come; the log's own ticks say which were crossed. */
class Log {
  #watermarks: Watermarks = [];
  readonly events: ShardEvent[] = [];
  readonly #shown = new ShownLog({
    lastSeq: 0,
    after: (seq, limit) => this.events.filter((event) => event.seq > seq).slice(0, limit),
  });
  readonly delays: Delays = {
    levelOf: (seq) => levelOf(this.#watermarks, seq),
    arrived: (_, level) => level / 10,
  };
  readonly history: History = {
    episodeBefore: (queryId, seq, since = 0) =>
      foldEpisode(
        this.events.filter(
          (each) => each.queryId === queryId && each.seq < seq && each.body.at >= since,
        ),
      ),
    shownBetween: (from, to) => this.#shown.between(from, to),
  };

  add(event: NewEvent | undefined): ShardEvent {
    if (!event) throw new Error("the event is new");
    const stored: ShardEvent = { ...event, seq: this.events.length + 1 };
    const before = this.episode(event.queryId);
    this.events.push(stored);
    this.#shown.add(stored, before);
    return stored;
  }

  episode(queryId: string) {
    return foldEpisode(this.events.filter((each) => each.queryId === queryId));
  }

  decide(queryId: string, change = {}, settings = {}): ShardEvent {
    const replica = createReplica(160);
    const item = decision(queryId, change);
    const event = decide(call(START, { settings }), item, replica, this.episode(queryId));
    // A model that expects something; a fresh one expects nothing.
    const { expectation, terms } = event.body;
    if (expectation) {
      event.body.expectation = { mean: 0.5, share: 0.5, table: 0 };
      event.body.terms = terms.map((term) => ({ ...term, to: term.to || 0.5 }));
    }
    return this.add(event);
  }

  select(queryId: string, action: string): ShardEvent {
    const item = selection(queryId, action);
    const episode = this.episode(queryId);
    return this.add(
      valueOf(select(call(START), item, episode, createReplica(160), this.delays)).event,
    );
  }

  reward(queryId: string, value: number): ShardEvent {
    const episode = this.episode(queryId);
    const item = rewardItem(queryId, value);
    return this.add(valueOf(reward(call(START + HOUR_MS), item, episode, this.delays)).event);
  }

  /** Lets everything up to `to` cross the ages before number `levels`. */
  tick(levels: number, to: number): ShardEvent {
    const from = Array.from({ length: 10 }, (_, level) => this.#watermarks[level] ?? 0);
    this.#watermarks = from.map((before, level) => (level < levels ? to : before));
    const tick: Omit<TickEvent, "seq"> = {
      kind: "tick",
      queryId: "",
      dedupeKey: String(this.events.length),
      body: { at: START, from, to: this.#watermarks },
    };
    return this.add(tick);
  }

  teach(event: ShardEvent) {
    return teachingOf(event, this.history, this.delays);
  }
}

describe("teachingOf", () => {
  it("gives each event's terms with the state of its decision", () => {
    const log = new Log();
    const decided = log.decide("q", { state: { device: "phone" } });
    const rewarded = log.reward("q", 30);
    for (const event of [decided, rewarded]) {
      const [lesson] = log.teach(event).lessons;
      expect(lesson?.observation.c).toEqual(["device=phone"]);
      expect(lesson?.terms).toEqual(event.kind === "tick" ? [] : event.body.terms);
    }
    const [first] = log.episode("q").decision?.body.order ?? [];
    expect(log.teach(rewarded).lessons[0]?.arrivals).toEqual([
      { action: first, level: 0, count: 1 },
    ]);
  });

  it("says of every lesson which decision it is about, and which model made it", () => {
    const log = new Log();
    log.decide("other");
    log.decide("q", { model: "m_v1" });
    log.select("q", "b");
    log.reward("q", 1);
    log.decide("waits", { model: "m_v1" });
    log.tick(1, 5);
    const about = (teaching: Teaching) => teaching.lessons.map(({ since, by }) => [since, by]);
    expect(about(teachingOfAll(log.events, log.history, log.delays))).toEqual([
      [1, undefined],
      [2, "m_v1"],
      [2, "m_v1"],
      [2, "m_v1"],
      [5, "m_v1"],
      [1, undefined],
      [5, "m_v1"],
    ]);
    expect(about(recapOf(log.events, 6, log.history, log.delays))).toEqual([
      [1, undefined],
      [2, "m_v1"],
      [5, "m_v1"],
    ]);
  });

  it("teaches nothing by what waits for its decision", () => {
    const log = new Log();
    const early = [log.select("q", "b"), log.reward("q", 30)];
    log.decide("q");
    expect(early.map((event) => log.teach(event))).toEqual([
      { lessons: [], lived: [] },
      { lessons: [], lived: [] },
    ]);
  });

  it("lowers what is expected of the decisions that cross an age without a reward", () => {
    const log = new Log();
    log.decide("waits");
    log.decide("paid");
    log.reward("paid", 30);
    const { lessons, lived } = log.teach(log.tick(1, 3));
    expect(lessons).toHaveLength(1);
    const [term] = lessons[0]?.terms ?? [];
    // 0.5·(1 − 0.1)/(1 − 0.5·0.1)
    expect(term).toMatchObject({ count: 0, from: 0.5, at: START });
    expect(term?.to).toBeCloseTo((0.5 * 0.9) / 0.95, 12);
    // Both lived past the age.
    expect(lived.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect(lived.every(({ level }) => level === 0)).toBe(true);
  });

  it("lowers only the action that a decision is learned from now", () => {
    const log = new Log();
    log.decide("moved");
    const [first] = log.episode("moved").decision?.body.order ?? [];
    const other = first === "a" ? "b" : "a";
    const { expectation } = log.select("moved", other).body as SelectBody;
    if (expectation) expectation.mean = 0.5;
    const { lessons } = log.teach(log.tick(1, 2));
    expect(lessons.flatMap(({ terms }) => terms)).toMatchObject([{ action: other, count: 0 }]);
  });

  it("lets nothing cross an age that is not learned from", () => {
    const log = new Log();
    log.decide("test", { test: true });
    log.decide("held", { holdout: true });
    log.reward("held", 1);
    expect(log.teach(log.tick(1, 3))).toEqual({ lessons: [], lived: [] });
  });

  it("says the same of the past, whatever has happened since", () => {
    const log = new Log();
    log.decide("q1");
    log.decide("q2");
    log.tick(1, 2);
    log.reward("q1", 40);
    const then = log.events.map((event) => log.teach(event));
    log.tick(2, 2);
    log.reward("q2", 20);
    log.select("q1", "c");
    log.reward("q1", 5);
    expect(log.events.slice(0, 4).map((event) => log.teach(event))).toEqual(then);
  });

  it("sums up to the final values once every age is crossed", () => {
    const log = new Log();
    for (const query of ["q1", "q2", "q3"]) log.decide(query);
    log.tick(1, 3);
    log.reward("q1", 40);
    log.tick(2, 3);
    const [first] = log.episode("q2").decision?.body.order ?? [];
    log.select("q2", first === "b" ? "c" : "b");
    log.reward("q3", -20);
    const moved = log.events.length;
    log.tick(4, moved);
    log.tick(10, moved);
    const { lessons } = teachingOfAll(log.events, log.history, log.delays);
    const terms = lessons.flatMap((lesson) => lesson.terms);
    expect(terms.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    const total = terms.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(total).toBeCloseTo(40 - 20, 9);
  });
});

/** All that lessons add up to: sums, and what is counted of when rewards come. */
const totalOf = ({ lessons, lived }: Teaching): Record<string, number> => {
  const total: Record<string, number> = {};
  const add = (key: string, value: number) => {
    total[key] = (total[key] ?? 0) + value;
  };
  for (const { terms, arrivals = [] } of lessons) {
    for (const { action, count, from, to } of terms) {
      add(`n ${action}`, count);
      add(`sum ${action}`, to - from);
      add(`squares ${action}`, to ** 2 - from ** 2);
    }
    for (const { action, level, count } of arrivals) add(`arrived ${action} ${level}`, count);
  }
  for (const { action, level, count } of lived) add(`lived ${action} ${level}`, count);
  return Object.fromEntries(
    Object.entries(total)
      .map(([key, value]) => [key, Math.round(value * 1e6) / 1e6] as const)
      .filter(([, value]) => value !== 0),
  );
};

const query = fc.constantFrom("q1", "q2", "q3", "q4");
const step = fc.oneof(
  fc.record({ kind: fc.constant("decide" as const), query }),
  fc.record({ kind: fc.constant("reward" as const), query, value: fc.nat(9) }),
  fc.record({
    kind: fc.constant("select" as const),
    query,
    action: fc.constantFrom("a", "b", "c"),
  }),
  fc.record({ kind: fc.constant("tick" as const), levels: fc.integer({ min: 1, max: 9 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What happened, deferred or not: a decision once, a selection only of another action. */
const logOf = (steps: readonly Step[], settings: object): Log => {
  const log = new Log();
  for (const each of steps) {
    if (each.kind === "tick") log.tick(each.levels, log.events.length);
    else if (each.kind === "reward") log.reward(each.query, each.value);
    else {
      const { decision, selections } = log.episode(each.query);
      if (each.kind === "decide" && !decision) log.decide(each.query, {}, settings);
      if (each.kind === "select" && selections.at(-1)?.body.action !== each.action) {
        log.select(each.query, each.action);
      }
    }
  }
  return log;
};

describe("what became of an activation", () => {
  it("teaches the same, whether it is remembered or read from the log", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.constantFrom("immediate", "deferred"),
        (steps, activation) => {
          const { events, history, delays } = logOf(steps, { activation });
          const read: History = {
            ...history,
            shownBetween: (from, to) =>
              history.shownBetween(from, to).map(({ queryId, action, seq, at, expectation }) => ({
                queryId,
                action,
                seq,
                at,
                expectation,
              })),
          };
          for (const event of events) {
            expect(teachingOf(event, history, delays)).toEqual(teachingOf(event, read, delays));
          }
        },
      ),
    );
  });
});

describe("recapOf", () => {
  it("comes to the same as all that the log teaches event by event", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.constantFrom("immediate", "deferred"),
        (steps, activation) => {
          const log = logOf(steps, { activation });
          const { events, history, delays } = log;
          const recap = recapOf(events, events.length, history, delays);
          expect(totalOf(recap)).toEqual(totalOf(teachingOfAll(events, history, delays)));
        },
      ),
    );
  });

  it("has one lesson a query, however often that has crossed an age", () => {
    const log = new Log();
    log.decide("q1");
    log.reward("q1", 40);
    log.decide("q2");
    for (let levels = 1; levels < 10; levels++) log.tick(levels, 3);
    expect(recapOf(log.events, 12, log.history, log.delays).lessons).toHaveLength(2);
  });
});

describe("what is counted of when rewards come", () => {
  const countsOf = (log: Log): string[] =>
    Object.keys(totalOf(teachingOfAll(log.events, log.history, log.delays)))
      .filter((key) => /^(arrived|lived)/.test(key))
      .sort();
  const moved = (): { log: Log; other: string } => {
    const log = new Log();
    log.decide("q");
    const [first] = log.episode("q").decision?.body.order ?? [];
    return { log, other: first === "a" ? "b" : "a" };
  };

  it("follows a decision to the action that is selected", () => {
    const { log, other } = moved();
    log.tick(2, 1);
    log.reward("q", 5);
    log.select("q", other);
    expect(countsOf(log)).toEqual([`arrived ${other} 0`]);
    log.tick(3, log.events.length);
    expect(countsOf(log)).toEqual([
      `arrived ${other} 0`,
      ...[0, 1, 2].map((level) => `lived ${other} ${level}`),
    ]);
  });

  it("minds a reward that came before anything was shown", () => {
    const log = new Log();
    log.decide("q", {}, { activation: "deferred" });
    log.reward("q", 5);
    expect(countsOf(log)).toEqual([]);
    log.select("q", "b");
    expect(countsOf(log)).toEqual(["arrived b 0"]);
    const early = new Log();
    early.select("q", "b");
    early.reward("q", 5);
    early.decide("q");
    expect(countsOf(early)).toEqual(["arrived b 0"]);
  });
});

describe("teachingWithin", () => {
  it("teaches in pieces what it teaches as a whole, one event at least", () => {
    const log = new Log();
    for (const query of ["q1", "q2", "q3", "q4"]) log.decide(query);
    log.tick(1, 4);
    log.reward("q1", 40);
    const whole = teachingOfAll(log.events, log.history, log.delays);
    for (const limit of [1, 2, 3, 5, 100]) {
      const lessons = [];
      for (let rest = log.events; rest.length > 0;) {
        const piece = teachingWithin(limit, rest, (event) =>
          teachingOf(event, log.history, log.delays),
        );
        expect(piece.taken).toBeGreaterThan(0);
        if (piece.taken > 1) expect(piece.lessons.length).toBeLessThanOrEqual(limit);
        lessons.push(...piece.lessons);
        rest = rest.slice(piece.taken);
      }
      expect(lessons).toEqual(whole.lessons);
    }
  });
});
