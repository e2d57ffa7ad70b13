import type { Arrival, Lesson, Lived } from "../../../protocol/case-model/learning.ts";
import {
  activationOf,
  begin,
  creditedRewards,
  type Delays,
  type Episode,
  expectedValue,
  learnedValue,
  NOTHING_YET,
  WAITING_MS,
} from "../../../decision-log/episode.ts";
import type { DecisionEvent, Mode, ShardEvent, TickEvent } from "../../../decision-log/events.ts";
import { levelOf } from "./settling.ts";
import type { Fate, Shown } from "./shown-log.ts";

/** Read access to the log that lessons are drawn from. */
export interface History {
  /** The query's episode as it was before event `seq`; what was stored long before `since` may be left out. */
  episodeBefore(queryId: string, seq: number, since?: number): Episode;
  /** What was shown with `from < seq <= to`. */
  shownBetween(from: number, to: number): Shown[];
}

export interface Teaching {
  lessons: Lesson[];
  lived: Lived[];
}

const NOTHING: Teaching = { lessons: [], lived: [] };

const BY_ITS_MODEL: ReadonlySet<Mode> = new Set(["model", "uniform", "reference"]);

/** What every lesson says of the decision that it is about. */
const about = ({ seq, body }: DecisionEvent): Pick<Lesson, "observation" | "since" | "by"> => ({
  observation: body.observation,
  since: seq,
  ...(body.testModel !== undefined && BY_ITS_MODEL.has(body.mode) ? { by: body.testModel } : {}),
});

/** The shown decisions that a tick is about, by seq. */
const crossers = ({ from, to }: TickEvent["body"], history: History): Map<number, Shown> =>
  new Map(
    from.flatMap((start, level) =>
      history.shownBetween(start, to[level] ?? start).map((shown) => [shown.seq, shown] as const),
    ),
  );

/** Counts what crosses ages, by age and action. */
class LivedCounter {
  readonly #counts = new Map<string, Lived>();

  /** Counts ages `from <= level < to`, or takes them back. */
  add(action: string, from: number, to: number, count: 1 | -1 = 1): void {
    for (let level = from; level < to; level++) {
      const key = `${level} ${action}`;
      const counted = this.#counts.get(key) ?? { level, action, count: 0 };
      this.#counts.set(key, { ...counted, count: counted.count + count });
    }
  }

  get lived(): Lived[] {
    return [...this.#counts.values()];
  }
}

/**
 * The episode of what is shown, before event `seq`. Looks no further back than it has to: a month of
 * days costs ten times as much as the few that most episodes lie in.
 */
const episodeOfShown = ({ queryId, at }: Shown, seq: number, history: History): Episode => {
  // A decision a day old at its selection may itself have been waited for a day long.
  const recent = history.episodeBefore(queryId, seq, at - 2 * WAITING_MS);
  const isWhole = recent.decision && recent.decision.body.at >= at - WAITING_MS;
  return isWhole ? recent : history.episodeBefore(queryId, seq);
};

/** What has become of an activation by the end of an episode. */
const fateIn = (episode: Episode, { seq }: Shown): Fate => ({
  left: episode.decision && episode.activation?.seq === seq ? Infinity : seq,
  rewarded: creditedRewards(episode).length > 0 ? seq : Infinity,
});

/** A decision that crosses an age without a reward is expected to bring less than before. */
const crossing = (tick: TickEvent, history: History, delays: Delays): Teaching => {
  const lessons: Lesson[] = [];
  const counter = new LivedCounter();
  for (const shown of crossers(tick.body, history).values()) {
    const { action, at, expectation, seq } = shown;
    // Most of the time an episode is read for nothing: it was rewarded, or nothing was expected of it.
    const read = shown.fate ? undefined : episodeOfShown(shown, tick.seq, history);
    const fate = shown.fate ?? fateIn(read ?? NOTHING_YET, shown);
    if (fate.left < tick.seq) continue;
    const before = levelOf(tick.body.from, seq);
    const after = levelOf(tick.body.to, seq);
    counter.add(action, before, after);
    const term = {
      action,
      count: 0 as const,
      from: expectedValue(expectation, before, delays),
      to: expectedValue(expectation, after, delays),
      at,
    };
    if (term.from === term.to || fate.rewarded < tick.seq) continue;
    const { decision } = read ?? episodeOfShown(shown, tick.seq, history);
    if (decision) lessons.push({ ...about(decision), terms: [term] });
  }
  return { lessons, lived: counter.lived };
};

/** What an event says of when rewards come: `before` is its query's episode. */
const arrivalsOf = (event: ShardEvent, before: Episode): { arrivals?: Arrival[] } => {
  if (event.kind === "tick") return {};
  const taken = event.kind === "select" ? event.body.left?.arrival : undefined;
  const action = (activationOf(event) ?? before.activation)?.action;
  const arrivals: Arrival[] = [];
  if (taken !== undefined && before.activation) {
    arrivals.push({ action: before.activation.action, level: taken, count: -1 });
  }
  if (event.body.arrival !== undefined && action !== undefined) {
    arrivals.push({ action, level: event.body.arrival, count: 1 });
  }
  return arrivals.length > 0 ? { arrivals } : {};
};

/**
 * What an event of the log teaches. Everything follows from the log, so a restarted shard and a
 * rebuilt model learn exactly what the live ones learned.
 */
export const teachingOf = (event: ShardEvent, history: History, delays: Delays): Teaching => {
  if (event.kind === "tick") return crossing(event, history, delays);
  const { terms } = event.body;
  if (terms.length === 0) return NOTHING;
  const before =
    event.kind === "decision" ? NOTHING_YET : history.episodeBefore(event.queryId, event.seq);
  const decision = event.kind === "decision" ? event : before.decision;
  if (!decision) return NOTHING;
  const counter = new LivedCounter();
  if (event.kind === "select" && before.activation) {
    counter.add(before.activation.action, 0, event.body.left?.level ?? 0, -1);
  }
  const lesson = { ...about(decision), terms, ...arrivalsOf(event, before) };
  return { lessons: [lesson], lived: counter.lived };
};

/**
 * What the queries shown in these events have come to by event `upTo`: the same sums and counts as all
 * that the log up to there teaches, with one lesson a query instead of one for every age it crossed.
 *
 * @param delays as they stood at `upTo`
 */
export const recapOf = (
  events: readonly ShardEvent[],
  upTo: number,
  history: History,
  delays: Delays,
): Teaching => {
  const lessons: Lesson[] = [];
  const counter = new LivedCounter();
  for (const event of events) {
    if (!activationOf(event)) continue;
    const episode = history.episodeBefore(event.queryId, upTo + 1);
    const { activation, decision, arrival: level } = episode;
    // Another action was selected later: the query comes with that.
    if (!decision || activation?.seq !== event.seq) continue;
    const { action, at, seq } = activation;
    counter.add(action, 0, delays.levelOf(seq));
    lessons.push({
      ...about(decision),
      terms: [begin(action, learnedValue(episode, delays), at)],
      ...(level === undefined ? {} : { arrivals: [{ action, level, count: 1 }] }),
    });
  }
  return { lessons, lived: counter.lived };
};

/**
 * What the first of several events teach, in order, as far as one message goes: a tick brings a lesson
 * for each decision that crossed an age.
 *
 * @param teach what an event teaches: `teachingOf`, or what is remembered of it
 * @returns `taken`: of how many events; of one at least
 */
export const teachingWithin = (
  limitLessons: number,
  events: readonly ShardEvent[],
  teach: (event: ShardEvent) => Teaching,
): Teaching & { taken: number } => {
  const lessons: Lesson[] = [];
  const lived: Lived[] = [];
  let taken = 0;
  for (const event of events) {
    const next = teach(event);
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
): Teaching =>
  teachingWithin(Number.POSITIVE_INFINITY, events, (event) => teachingOf(event, history, delays));
