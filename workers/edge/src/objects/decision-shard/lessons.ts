import type { Lesson, Lived } from "../learning-protocol.ts";
import { creditedRewards, type Delays, type Episode, expectedValue } from "./episode.ts";
import type { ShardEvent, TickEvent } from "./events.ts";
import { levelOf } from "./settling.ts";
import type { Shown } from "./shown-log.ts";

/** Read access to the log that lessons are drawn from. */
export interface History {
  /** The query's episode as it was before event `seq`. */
  episodeBefore(queryId: string, seq: number): Episode;
  /** What was shown with `from < seq <= to`. */
  shownBetween(from: number, to: number): Shown[];
}

export interface Teaching {
  lessons: Lesson[];
  lived: Lived[];
}

const NOTHING: Teaching = { lessons: [], lived: [] };

/** The shown decisions that a tick is about, by seq. */
const crossers = ({ from, to }: TickEvent["body"], history: History): Map<number, Shown> =>
  new Map(
    from.flatMap((start, level) =>
      history.shownBetween(start, to[level] ?? start).map((shown) => [shown.seq, shown] as const),
    ),
  );

/** A decision that crosses an age without a reward is expected to bring less than before. */
const crossing = (tick: TickEvent, history: History, delays: Delays): Teaching => {
  const lessons: Lesson[] = [];
  const lived = new Map<string, Lived>();
  for (const shown of crossers(tick.body, history).values()) {
    const { action, at, expectation, seq, queryId } = shown;
    const before = levelOf(tick.body.from, seq);
    const after = levelOf(tick.body.to, seq);
    for (let level = before; level < after; level++) {
      const counted = lived.get(`${level} ${action}`) ?? { level, action, count: 0 };
      lived.set(`${level} ${action}`, { ...counted, count: counted.count + 1 });
    }
    const term = {
      action,
      count: 0 as const,
      from: expectedValue(expectation, before, delays),
      to: expectedValue(expectation, after, delays),
      at,
    };
    if (term.from === term.to) continue;
    const { activation, decision, ...episode } = history.episodeBefore(queryId, tick.seq);
    const isPending = creditedRewards(episode).length === 0;
    if (isPending && decision && activation?.seq === seq) {
      lessons.push({ observation: decision.body.observation, terms: [term] });
    }
  }
  return { lessons, lived: [...lived.values()] };
};

/**
 * What an event of the log teaches. Everything follows from the log, so a restarted shard and a
 * rebuilt model learn exactly what the live ones learned.
 */
export const teachingOf = (event: ShardEvent, history: History, delays: Delays): Teaching => {
  if (event.kind === "tick") return crossing(event, history, delays);
  const { terms } = event.body;
  if (event.kind === "decision") {
    const { observation } = event.body;
    return terms.length > 0 ? { lessons: [{ observation, terms }], lived: [] } : NOTHING;
  }
  const { decision, activation } = history.episodeBefore(event.queryId, event.seq);
  if (!decision || terms.length === 0) return NOTHING;
  const { observation } = decision.body;
  const arrival =
    event.kind === "reward" && event.body.arrival !== undefined && activation
      ? { arrival: { action: activation.action, level: event.body.arrival } }
      : {};
  return { lessons: [{ observation, terms, ...arrival }], lived: [] };
};

/**
 * What the first of several events teach, in order, as far as one message goes: a tick brings a lesson
 * for each decision that crossed an age.
 *
 * @returns `taken`: of how many events; of one at least
 */
export const teachingWithin = (
  limitLessons: number,
  events: readonly ShardEvent[],
  history: History,
  delays: Delays,
): Teaching & { taken: number } => {
  const lessons: Lesson[] = [];
  const lived: Lived[] = [];
  let taken = 0;
  for (const event of events) {
    const next = teachingOf(event, history, delays);
    if (taken > 0 && lessons.length + next.lessons.length > limitLessons) break;
    lessons.push(...next.lessons);
    lived.push(...next.lived);
    taken += 1;
  }
  return { lessons, lived, taken };
};

/** What several events teach, in order. */
export const teachingOfAll = (
  events: readonly ShardEvent[],
  history: History,
  delays: Delays,
): Teaching => teachingWithin(Number.POSITIVE_INFINITY, events, history, delays);
