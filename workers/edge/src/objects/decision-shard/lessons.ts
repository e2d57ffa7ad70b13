import type { Lesson, Lived } from "../learning-protocol.ts";
import { creditedRewards, type Delays, type Episode, expectedValue } from "./episode.ts";
import type { ShardEvent, TickEvent } from "./events.ts";

/** Read access to the log that lessons are drawn from. */
export interface History {
  /** The query's episode as it was before event `seq`. */
  episodeBefore(queryId: string, seq: number): Episode;
  /** Events with `from < seq <= to`. */
  between(from: number, to: number): ShardEvent[];
}

export interface Teaching {
  lessons: Lesson[];
  lived: Lived[];
}

const NOTHING: Teaching = { lessons: [], lived: [] };

/** A decision that crosses an age without a reward is expected to bring less than before. */
const crossing = (tick: TickEvent, history: History, delays: Delays): Teaching => {
  const { level, from, to } = tick.body;
  const lessons: Lesson[] = [];
  const lived = new Map<string, number>();
  for (const event of history.between(from, to)) {
    const episode = history.episodeBefore(event.queryId, tick.seq);
    const { activation, decision } = episode;
    if (activation?.seq !== event.seq || !decision) continue;
    const { action, at, expectation } = activation;
    lived.set(action, (lived.get(action) ?? 0) + 1);
    if (creditedRewards(episode).length > 0) continue;
    const before = expectedValue(expectation, level, delays);
    const after = expectedValue(expectation, level + 1, delays);
    if (before === after) continue;
    const term = { action, count: 0 as const, from: before, to: after, at };
    lessons.push({ observation: decision.body.observation, terms: [term] });
  }
  return {
    lessons,
    lived: [...lived].map(([action, count]) => ({ level, action, count })),
  };
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
      ? { arrival: { action: activation.action, ageMs: event.body.arrival } }
      : {};
  return { lessons: [{ observation, terms, ...arrival }], lived: [] };
};

/** What several events teach, in order. */
export const teachingOfAll = (
  events: readonly ShardEvent[],
  history: History,
  delays: Delays,
): Teaching => {
  const parts = events.map((event) => teachingOf(event, history, delays));
  return {
    lessons: parts.flatMap(({ lessons }) => lessons),
    lived: parts.flatMap(({ lived }) => lived),
  };
};
